namespace Nmt.Model.Search;

/// <summary>What a search found for one sentence.</summary>
/// <param name="Hypotheses">Distinct, the best first; at least one.</param>
public sealed record SearchResult(IReadOnlyList<Hypothesis> Hypotheses)
{
    public Hypothesis Best => Hypotheses[0];
}
