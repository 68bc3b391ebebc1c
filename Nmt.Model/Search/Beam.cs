using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>
/// The beam of one sentence (or one of its groups): its living hypotheses, the ended ones, and the rules by which one
/// becomes the other.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A hypothesis ends where Eos is among the sentence's best <c>beam</c> continuations; the best other ones fill
/// the beam up again, so that an ending takes no place from the living (as in fairseq, Ott et al. 2019).</item>
/// <item>At the length cap every hypothesis must end, and pays for it with the probability of Eos there (fairseq, too):
/// a score is always the model's own. One that was cut by the length ratio goes behind all that ended by themselves, or a
/// loop of likely pieces could win; one cut by <see cref="SearchOptions.MaxLength"/> does not, since who sets it wants
/// the beginnings of long translations.</item>
/// <item>The sentence is done when <c>beam</c> hypotheses have ended and no living one scores better, at its present
/// length, than the best of them. The second half is missing in fairseq, which therefore stops too early where Eos is a
/// poor candidate in many steps.</item>
/// <item>It is done earlier when no living hypothesis can still enter the n best: log-probabilities only fall, so it can
/// at most keep its own, normalised at the greatest length allowed (Huang et al. 2017). This changes no result.</item>
/// <item>A translation has at least one piece.</item>
/// </list>
/// </remarks>
internal sealed class Beam
{
    public const string NoFiniteProbability =
        "The model gave no piece a finite probability: its weights are damaged (infinite or not a number).";

    private readonly BeamContext _context;
    private readonly HypothesisTree _tree;
    private readonly int _width;
    private readonly int _wanted;
    private readonly List<EndedHypothesis> _ended = [];
    private Living[] _living;
    private Living[] _next;
    private int _length;

    /// <param name="context">The sentence.</param>
    /// <param name="tree">Where the pieces of the whole batch are kept.</param>
    /// <param name="width">Hypotheses kept alive.</param>
    public Beam(BeamContext context, HypothesisTree tree, int width)
    {
        _context = context;
        _tree = tree;
        _width = width;
        _wanted = Math.Min(context.Options.NBest, width);
        _living = new Living[width];
        _next = new Living[width];
        _living[0] = new Living(HypothesisTree.Root, 0.0, Row: 0);
        Width = 1;
    }

    /// <summary>The number of living hypotheses; 0 when the beam is done.</summary>
    public int Width { get; private set; }

    /// <summary>What has ended so far, in the order of ending.</summary>
    public IReadOnlyList<EndedHypothesis> Ended => _ended;

    /// <summary>The row of the last step from which a living hypothesis goes on.</summary>
    public int RowOf(int hypothesis) => _living[hypothesis].Row;

    /// <summary>The piece that a living hypothesis chose last.</summary>
    public int PieceOf(int hypothesis) => _tree[_living[hypothesis].End].Piece;

    /// <summary>The log-probability of a living hypothesis.</summary>
    public double SumOf(int hypothesis) => _living[hypothesis].LogProbability;

    /// <summary>The pieces of a living hypothesis, with room for more behind them.</summary>
    public int[] IdsOf(int hypothesis, int room) => _tree.Ids(_living[hypothesis].End, room);

    /// <summary>What it costs to say a piece that other groups say (Hamming diversity).</summary>
    public double CostOf(int piece, Dictionary<int, int>? said) =>
        said is not null && said.TryGetValue(piece, out var times) ? _context.Options.Diversity * times : 0;

    /// <summary>What may follow a living hypothesis; null when everything may.</summary>
    public PieceChoice? Choice(int hypothesis) => _context.Rules?.Next(_tree.Ids(_living[hypothesis].End));

    /// <summary>One step: every living hypothesis ends, goes on, branches, or drops out.</summary>
    /// <param name="candidates">The continuations of all rows of the batch.</param>
    /// <param name="firstRow">The row of this beam's first hypothesis; the others follow it.</param>
    /// <param name="said">How often other groups chose a piece in this step; null when there are none.</param>
    public void Advance(Candidates candidates, int firstRow, Dictionary<int, int>? said)
    {
        if (_length == _context.Cap)
            EndAll(candidates, firstRow);
        else
            Grow(new Proposals(candidates, firstRow, this, said), firstRow);
        _length++;
        if (_length <= _context.Cap && IsDecided())
            Stop();
    }

    /// <summary>The present best that is alive: its pieces and its score.</summary>
    public (IReadOnlyList<int> Ids, double Score) Best()
    {
        var best = _living[BestLiving()];
        return (_tree.Ids(best.End), _context.Scoring.Score(best.LogProbability, _length));
    }

    private void Grow(Proposals proposals, int firstRow)
    {
        var width = 0;
        var plain = _context.Rules is null && _context.Recorder is null && !proposals.HaveOtherGroups;
        var order = plain ? null : proposals
            .All(_context.Rules, _width, impossible => Drop(impossible, NodeFate.CannotBeMet)).GetEnumerator();
        for (var rank = 0; width < _width; rank++)
        {
            if (!(order is null ? proposals.TryTakeBest(out var best) : TryMoveNext(order, out best)))
                break;
            var row = firstRow + best.Parent;
            if (best.Piece != SpecialTokens.Eos)
                _next[width++] = Extend(_living[best.Parent], best.Piece, best.LogProbability, row);
            else if (rank < _width && _length > 0)
                End(Extend(_living[best.Parent], best.Piece, best.LogProbability, row), truncated: false);
            else
                Drop(best, NodeFate.OffBeam);
        }

        while (_context.Recorder is not null && TryMoveNext(order!, out var left))
            Drop(left, NodeFate.OffBeam);
        if (width == 0 && _ended.Count == 0)
            throw new NmtException(_context.Rules is null ? NoFiniteProbability : PieceRules.NothingMayFollow);
        (_living, _next) = (_next, _living);
        Width = Prune(width);
    }

    private static bool TryMoveNext(IEnumerator<Proposal> order, out Proposal next)
    {
        var found = order.MoveNext();
        next = found ? order.Current : default;
        return found;
    }

    // Freitag and Al-Onaizan 2017, section 3: against the best that is alive.
    private int Prune(int width)
    {
        var (relative, absolute) = (_context.Options.PruneRelative, _context.Options.PruneAbsolute);
        if (width == 0 || (relative ?? absolute) is null || _context.Rules is { ShareBeam: true })
            return width;
        var best = _living.Take(width).Max(living => living.LogProbability);
        var leastSum = best + Math.Log(relative ?? 0);
        var leastScore = _context.Scoring.Score(best, _length + 1) - (absolute ?? double.PositiveInfinity);
        var kept = 0;
        for (var i = 0; i < width; i++)
        {
            var living = _living[i];
            if (living.LogProbability >= leastSum && _context.Scoring.Score(living.LogProbability, _length + 1) >= leastScore)
                _living[kept++] = living;
            else
                _context.Recorder?.SetFate(living.End, NodeFate.Pruned);
        }

        return kept;
    }

    private void EndAll(Candidates candidates, int firstRow)
    {
        for (var hypothesis = 0; hypothesis < Width; hypothesis++)
        {
            var row = firstRow + hypothesis;
            var wouldGoOn = candidates.Piece(row, 0) != SpecialTokens.Eos;
            End(Extend(_living[hypothesis], SpecialTokens.Eos, candidates.Eos(row), row), truncated: wouldGoOn);
        }

        Width = 0;
    }

    private Living Extend(Living parent, int piece, float logProbability, int row)
    {
        var sum = parent.LogProbability + logProbability;
        var end = _tree.Add(parent.End, new(piece, logProbability, row));
        _context.Recorder?.Keep(end, parent.End, ToNode(piece, logProbability, sum, NodeFate.DeadEnd));
        return new(end, sum, row);
    }

    private void End(Living hypothesis, bool truncated)
    {
        var score = _context.Scoring.CoverageWeight > 0
            ? _context.Score(_tree.Path(hypothesis.End), hypothesis.LogProbability)
            : _context.Scoring.Score(hypothesis.LogProbability, _length + 1);
        _ended.Add(new(hypothesis.End, hypothesis.LogProbability, score, truncated));
        _context.Recorder?.SetFate(hypothesis.End, NodeFate.Outranked);
    }

    private void Drop(Proposal proposal, NodeFate fate) => _context.Recorder?.Drop(
        _living[proposal.Parent].End, ToNode(proposal.Piece, proposal.LogProbability, proposal.Sum, fate));

    private TraceNode ToNode(int piece, float logProbability, double sum, NodeFate fate) =>
        new(0, 0, _length, piece, logProbability, sum, _context.Scoring.Score(sum, _length + 1), fate);

    private bool IsDecided()
    {
        if (Width == 0)
            return true;
        if (_ended.Count < _wanted)
            return false;

        EndedHypothesis[] ranked = [.. EndedHypothesis.Rank(_ended, _context.CapIsWanted)];
        var bestLiving = _living[BestLiving()].LogProbability;
        return (ranked.Length >= _width && ranked[0].Score >= _context.Scoring.Score(bestLiving, _length))
            || ranked[_wanted - 1].Score >= _context.Scoring.Bound(bestLiving, _length, _context.Cap);
    }

    private void Stop()
    {
        for (var hypothesis = 0; hypothesis < Width && _context.Recorder is not null; hypothesis++)
            _context.Recorder.SetFate(_living[hypothesis].End, NodeFate.Undecided);
        Width = 0;
    }

    private int BestLiving()
    {
        var best = 0;
        for (var hypothesis = 1; hypothesis < Width; hypothesis++)
        {
            if (_living[hypothesis].LogProbability > _living[best].LogProbability)
                best = hypothesis;
        }

        return best;
    }

    /// <summary>A hypothesis that may go on: where it ends in the tree, its sum, and the row that made it.</summary>
    private readonly record struct Living(int End, double LogProbability, int Row);
}
