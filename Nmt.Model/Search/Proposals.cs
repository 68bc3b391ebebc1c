using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>The pieces that may follow the hypotheses of one beam, the best first.</summary>
/// <param name="candidates">Of all rows of the step.</param>
/// <param name="firstRow">The row of the beam's first hypothesis.</param>
/// <param name="beam">Whose hypotheses they follow.</param>
/// <param name="said">How often other groups chose a piece in this step; null when there are none.</param>
internal sealed class Proposals(Candidates candidates, int firstRow, Beam beam, Dictionary<int, int>? said)
{
    private readonly int[] _taken = new int[beam.Width]; // how many candidates of each hypothesis are already dealt with

    /// <summary>Whether ranks differ from sums.</summary>
    public bool HaveOtherGroups => said is not null;

    /// <summary>
    /// The best that is left by its sum alone. Each hypothesis's candidates are sorted, so it is the best of the first
    /// ones that are left; no more are looked at than are taken.
    /// </summary>
    public bool TryTakeBest(out Proposal proposal)
    {
        var parent = -1;
        var bestSum = double.NegativeInfinity;
        for (var hypothesis = 0; hypothesis < _taken.Length; hypothesis++)
        {
            if (_taken[hypothesis] == candidates.Count(firstRow + hypothesis))
                continue;
            var sum = beam.SumOf(hypothesis) + candidates.LogProbability(firstRow + hypothesis, _taken[hypothesis]);
            if (sum > bestSum)
                (parent, bestSum) = (hypothesis, sum);
        }

        proposal = parent < 0 ? default : Of(parent, _taken[parent]++);
        return parent >= 0;
    }

    /// <summary>All of them, in the order in which they get a place in the beam.</summary>
    /// <param name="rules">Of the sentence, or null.</param>
    /// <param name="width">Of the beam.</param>
    /// <param name="impossible">Told of those after which the rules cannot be met any more.</param>
    public IEnumerable<Proposal> All(PieceRules? rules, int width, Action<Proposal> impossible)
    {
        var all = new List<Proposal>();
        for (var hypothesis = 0; hypothesis < beam.Width; hypothesis++)
        {
            var ids = rules is null ? [] : beam.IdsOf(hypothesis, room: 1);
            for (var rank = 0; rank < candidates.Count(firstRow + hypothesis); rank++)
            {
                var proposal = Of(hypothesis, rank);
                if (!(proposal.Sum > double.NegativeInfinity))
                    continue;
                if (rules is not null && !Judge(rules, ids, ref proposal))
                    impossible(proposal);
                else
                    all.Add(proposal);
            }
        }

        // A stable sort: of equal ranks the one of the better hypothesis.
        all = [.. all.OrderByDescending(proposal => proposal.Rank)];
        return rules is { ShareBeam: true } ? BeamAllocation.Order(all, width) : all;
    }

    private static bool Judge(PieceRules rules, int[] ids, ref Proposal proposal)
    {
        var isEnd = proposal.Piece == SpecialTokens.Eos;
        ids[^1] = proposal.Piece;
        var said = isEnd ? ids.AsSpan(0, ids.Length - 1) : ids;
        proposal = proposal with { Met = rules.Met(said) };
        return isEnd || rules.CanBeMet(said);
    }

    private Proposal Of(int hypothesis, int rank)
    {
        var row = firstRow + hypothesis;
        var piece = candidates.Piece(row, rank);
        var logProbability = candidates.LogProbability(row, rank);
        var sum = beam.SumOf(hypothesis) + logProbability;
        return new(hypothesis, piece, logProbability, sum, sum - beam.CostOf(piece, said), Met: 0);
    }
}
