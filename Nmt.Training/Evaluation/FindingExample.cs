namespace Nmt.Training.Evaluation;

/// <summary>A line with a fault.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Found">The words at fault.</param>
/// <param name="Hypothesis">Where they stand.</param>
internal sealed record FindingExample(int Line, string Found, string Hypothesis);
