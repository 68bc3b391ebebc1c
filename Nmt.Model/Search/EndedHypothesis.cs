namespace Nmt.Model.Search;

/// <summary>A hypothesis that said Eos, or had to.</summary>
/// <param name="End">Its Eos in the tree.</param>
/// <param name="LogProbability">Of its pieces and Eos.</param>
/// <param name="Score">What it is ranked by.</param>
/// <param name="Truncated">It would rather have gone on.</param>
internal sealed record EndedHypothesis(int End, double LogProbability, double Score, bool Truncated)
{
    /// <summary>The best first; of equal scores the one that ended first.</summary>
    /// <param name="ended">In the order in which they ended.</param>
    /// <param name="truncatedAreEqual">Whether being cut is no fault.</param>
    public static IEnumerable<EndedHypothesis> Rank(IEnumerable<EndedHypothesis> ended, bool truncatedAreEqual) => ended
        .OrderBy(hypothesis => hypothesis.Truncated && !truncatedAreEqual)
        .ThenByDescending(hypothesis => hypothesis.Score);
}
