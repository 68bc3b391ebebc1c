namespace Nmt.Model.Search;

/// <summary>The best that is known of one sentence after one step of the search.</summary>
/// <param name="Step">Steps done before this one: 0 after the first piece.</param>
/// <param name="Sentence">Index in the batch.</param>
/// <param name="BestIds">The pieces of the best unfinished hypothesis or, when <paramref name="Final"/>, of the translation.</param>
/// <param name="Score">Its score at its present length.</param>
/// <param name="Final">The sentence is done; nothing more is reported of it.</param>
public sealed record SearchProgress(int Step, int Sentence, IReadOnlyList<int> BestIds, double Score, bool Final = false)
{
    /// <summary>
    /// Writes out the search so far, where <see cref="SearchOptions.TraceNodes"/> asks for a trace; null elsewhere. Costs
    /// nothing until it is called; to be called while the progress is told, on the thread that tells it.
    /// </summary>
    public Func<SearchTrace>? Trace { get; init; }
}
