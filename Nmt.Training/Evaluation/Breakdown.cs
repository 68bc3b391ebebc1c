namespace Nmt.Training.Evaluation;

/// <summary>All lines, in groups by one property.</summary>
/// <param name="Title">The property.</param>
/// <param name="Note">How it is measured.</param>
/// <param name="Groups">In order; none is empty.</param>
internal sealed record Breakdown(string Title, string Note, IReadOnlyList<LineGroup> Groups);
