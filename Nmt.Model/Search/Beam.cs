using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>
/// The beam of one sentence: its living hypotheses, the ended ones, and the rules by which one becomes the other.
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

    private readonly SearchOptions _options;
    private readonly LengthPenalty _penalty;
    private readonly HypothesisTree _tree;
    private readonly int _cap;
    private readonly bool _capIsWanted;
    private readonly List<Ended> _ended = [];
    private Living[] _living;
    private Living[] _next;
    private int _length;

    /// <param name="sentence">Index in the batch.</param>
    /// <param name="sourcePieces">Pieces of the source, its Eos not counted.</param>
    /// <param name="options">Width, n-best, normalisation, length cap.</param>
    /// <param name="tree">Where the pieces of the whole batch are kept.</param>
    public Beam(int sentence, int sourcePieces, SearchOptions options, HypothesisTree tree)
    {
        Sentence = sentence;
        _options = options;
        _penalty = options.Penalty;
        _tree = tree;
        SourceLength = sourcePieces + 1;
        _cap = options.Cap(sourcePieces);
        _capIsWanted = _cap == options.MaxLength;
        _living = new Living[options.Beam];
        _next = new Living[options.Beam];
        _living[0] = new Living(HypothesisTree.Root, 0.0, Row: 0);
        Width = 1;
    }

    public int Sentence { get; }

    /// <summary>Source pieces and Eos.</summary>
    public int SourceLength { get; }

    /// <summary>The number of living hypotheses; 0 when the sentence is done.</summary>
    public int Width { get; private set; }

    public bool Done => Width == 0;

    /// <summary>The row of the last step from which a living hypothesis goes on, the best hypothesis first.</summary>
    public int RowOf(int hypothesis) => _living[hypothesis].Row;

    /// <summary>The piece that a living hypothesis chose last.</summary>
    public int PieceOf(int hypothesis) => _tree[_living[hypothesis].End].Piece;

    /// <summary>One step: every living hypothesis ends, goes on, branches, or drops out.</summary>
    /// <param name="candidates">The continuations of all rows of the batch.</param>
    /// <param name="firstRow">The row of this sentence's best hypothesis; the others follow it.</param>
    public void Advance(Candidates candidates, int firstRow)
    {
        if (_length == _cap)
            EndAll(candidates, firstRow);
        else
            Grow(candidates, firstRow);
        _length++;
        if (_length <= _cap && IsDecided())
            Width = 0;
    }

    /// <summary>The present best, for who watches.</summary>
    public SearchProgress Progress(int step)
    {
        if (!Done)
            return new(step, Sentence, Ids(_living[0].End, ended: false), _penalty.Score(_living[0].LogProbability, _length));
        var best = Ranked().First();
        return new(step, Sentence, Ids(best.End, ended: true), best.Score, Final: true);
    }

    /// <summary>The n best of a sentence that is done.</summary>
    public SearchResult Result(AttentionTrace? attention) =>
        new([.. Ranked().Take(_options.NBest).Select(ended => ToHypothesis(ended, attention))]);

    private void Grow(Candidates candidates, int firstRow)
    {
        Span<int> taken = stackalloc int[Width]; // how many candidates of each hypothesis are already dealt with
        var width = 0;
        for (var rank = 0; width < _options.Beam; rank++)
        {
            var parent = BestParent(candidates, firstRow, taken);
            if (parent < 0)
                break;

            var row = firstRow + parent;
            var piece = candidates.Piece(row, taken[parent]);
            var logProbability = candidates.LogProbability(row, taken[parent]);
            taken[parent]++;
            if (piece != SpecialTokens.Eos)
                _next[width++] = Extend(_living[parent], piece, logProbability, row);
            else if (rank < _options.Beam && _length > 0)
                End(Extend(_living[parent], piece, logProbability, row), truncated: false);
        }

        if (width == 0 && _ended.Count == 0)
            throw new NmtException(NoFiniteProbability);
        (_living, _next) = (_next, _living);
        Width = width;
    }

    // Each hypothesis's candidates are sorted, so the best of all is the best of the first ones that are left.
    private int BestParent(Candidates candidates, int firstRow, ReadOnlySpan<int> taken)
    {
        var best = -1;
        var bestLogProbability = double.NegativeInfinity;
        for (var parent = 0; parent < taken.Length; parent++)
        {
            if (taken[parent] == candidates.PerRow)
                continue;
            var logProbability = _living[parent].LogProbability + candidates.LogProbability(firstRow + parent, taken[parent]);
            if (logProbability > bestLogProbability)
                (best, bestLogProbability) = (parent, logProbability);
        }

        return best;
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

    private Living Extend(Living parent, int piece, float logProbability, int row) => new(
        _tree.Add(parent.End, new(piece, logProbability, row)), parent.LogProbability + logProbability, row);

    private void End(Living hypothesis, bool truncated) => _ended.Add(new(
        hypothesis.End, hypothesis.LogProbability, _penalty.Score(hypothesis.LogProbability, _length + 1), truncated));

    private bool IsDecided()
    {
        if (Width == 0)
            return true;
        if (_ended.Count < _options.NBest)
            return false;

        Ended[] ranked = [.. Ranked()];
        var bestLiving = _living[0].LogProbability;
        return (ranked.Length >= _options.Beam && ranked[0].Score >= _penalty.Score(bestLiving, _length))
            || ranked[_options.NBest - 1].Score >= _penalty.Score(bestLiving, _cap + 1);
    }

    // Stable: of equal scores the one that ended first.
    private IEnumerable<Ended> Ranked() => _ended
        .OrderBy(ended => ended.Truncated && !_capIsWanted)
        .ThenByDescending(ended => ended.Score);

    private IReadOnlyList<int> Ids(int end, bool ended)
    {
        var path = _tree.Path(end);
        return [.. path.Take(ended ? path.Length - 1 : path.Length).Select(node => node.Piece)];
    }

    private Hypothesis ToHypothesis(Ended ended, AttentionTrace? attention)
    {
        var path = _tree.Path(ended.End);
        return new Hypothesis(
            [.. path.SkipLast(1).Select(node => node.Piece)],
            ended.LogProbability,
            ended.Score,
            [.. path.Select(node => node.LogProbability)],
            attention?.Along(path, SourceLength) ?? [],
            ended.Truncated);
    }

    /// <summary>A hypothesis that may go on: where it ends in the tree, its sum, and the row that made it.</summary>
    private readonly record struct Living(int End, double LogProbability, int Row);

    private sealed record Ended(int End, double LogProbability, double Score, bool Truncated);
}
