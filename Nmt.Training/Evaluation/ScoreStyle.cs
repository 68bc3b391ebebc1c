namespace Nmt.Training.Evaluation;

/// <summary>How scores are shown.</summary>
/// <param name="Width">Digits behind the point.</param>
/// <param name="ScoreOnly">The number and nothing else.</param>
/// <param name="ShortSignature">Abbreviated names in signatures.</param>
internal sealed record ScoreStyle(int Width, bool ScoreOnly = false, bool ShortSignature = false);
