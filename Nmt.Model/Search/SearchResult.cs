namespace Nmt.Model.Search;

/// <summary>What a search found for one sentence.</summary>
/// <param name="Hypotheses">Distinct, at least one, the best first; those that the length ratio cut come last.</param>
public sealed record SearchResult(IReadOnlyList<Hypothesis> Hypotheses)
{
    public Hypothesis Best => Hypotheses[0];
}
