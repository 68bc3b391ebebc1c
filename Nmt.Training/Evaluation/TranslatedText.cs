namespace Nmt.Training.Evaluation;

/// <summary>A model's translations.</summary>
/// <param name="Text">One hypothesis a line.</param>
/// <param name="Attended">By line: see <see cref="AttentionCoverage"/>.</param>
internal sealed record TranslatedText(EvaluationText Text, IReadOnlyList<double?> Attended);
