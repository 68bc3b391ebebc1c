namespace Nmt.Model.Search;

/// <summary>
/// Dynamic beam allocation (Post and Vilar 2018): the beam is shared out evenly over the proposals that have said
/// equally much of what must be said, so that the likely but unfaithful do not drive out the others.
/// </summary>
internal static class BeamAllocation
{
    /// <summary>The proposals in the order in which they get a place.</summary>
    /// <param name="proposals">The best first.</param>
    /// <param name="width">The places to share out. Those that do not divide go to the banks that have said most.</param>
    public static IEnumerable<Proposal> Order(IReadOnlyList<Proposal> proposals, int width)
    {
        var banks = proposals.GroupBy(proposal => proposal.Met).OrderByDescending(bank => bank.Key).Take(width).ToList();
        var chosen = new HashSet<Proposal>();
        for (var i = 0; i < banks.Count; i++)
        {
            var share = (width / banks.Count) + (i < width % banks.Count ? 1 : 0);
            chosen.UnionWith(banks[i].Take(share));
        }

        return proposals.Where(chosen.Contains).Concat(proposals.Where(proposal => !chosen.Contains(proposal)));
    }
}
