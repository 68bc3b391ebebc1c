namespace Nmt.Training.Evaluation;

/// <summary>What one metric says of several systems.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="Signature">The same for all systems.</param>
/// <param name="Systems">In the order of the systems.</param>
internal sealed record MetricResults(string Name, ScoreSignature Signature, IReadOnlyList<SystemResult> Systems);
