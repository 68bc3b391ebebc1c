namespace Nmt.Model.Search;

/// <summary>What a search found for one sentence.</summary>
/// <param name="Hypotheses">Distinct, at least one, the best first; those that the length ratio cut come last. Of sampling: the draws, which may be equal.</param>
public sealed record SearchResult(IReadOnlyList<Hypothesis> Hypotheses)
{
    /// <summary>How the search went; null unless <see cref="SearchOptions.TraceNodes"/>.</summary>
    public SearchTrace? Trace { get; init; }

    public Hypothesis Best => Hypotheses[0];
}
