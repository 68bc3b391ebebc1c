namespace Nmt.Training.Evaluation;

/// <summary>A kind of fault, how often it occurs, and examples.</summary>
/// <param name="Title">The fault.</param>
/// <param name="Note">What counts as one.</param>
/// <param name="Count">Lines of the system that have it.</param>
/// <param name="Baseline">Lines of the other system; null where there is none.</param>
/// <param name="Examples">The first ones.</param>
internal sealed record Finding(string Title, string Note, int Count, int? Baseline, IReadOnlyList<FindingExample> Examples);
