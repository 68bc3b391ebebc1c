namespace Nmt.Training.Evaluation;

/// <summary>A score of the whole text, never without its signature.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="Score">In percent.</param>
/// <param name="Baseline">The other system's; null where there is none.</param>
/// <param name="Signature">How both were computed.</param>
internal sealed record AnalyzedScore(string Name, double Score, double? Baseline, string Signature);
