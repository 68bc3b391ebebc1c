using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>The only hypothesis of one sentence under greedy search, or one of its draws under sampling.</summary>
/// <param name="context">The sentence.</param>
internal sealed class GreedyLine(BeamContext context)
{
    private readonly List<HypothesisTree.Node> _path = [];
    private double _logProbability;
    private bool _truncated;

    public bool Done { get; private set; }

    public int LastPiece => _path[^1].Piece;

    /// <summary>Whether the length cap lets nothing but Eos follow.</summary>
    public bool MustEnd => _path.Count == context.Cap;

    /// <summary>Whether rules say what may follow.</summary>
    public bool HasRules => context.Rules is not null;

    private IReadOnlyList<int> Ids => [.. _path.Take(Done ? _path.Count - 1 : _path.Count).Select(node => node.Piece)];

    /// <summary>What may follow; null when everything may.</summary>
    public PieceChoice? Choice() => context.Rules?.Next([.. Ids]);

    /// <summary>A first piece is not Eos; null behind it.</summary>
    public PieceChoice? AtStart()
    {
        if (_path.Count > 0)
            return null;
        var next = new PieceChoice();
        next.Forbid(SpecialTokens.Eos);
        return next;
    }

    /// <summary>One step: takes the row's likeliest piece, or Eos where the length cap is reached.</summary>
    public void Append(Candidates candidates, int row)
    {
        // A translation has at least one piece: then the likeliest after Eos is taken.
        var rank = _path.Count == 0 && candidates.Piece(row, 0) == SpecialTokens.Eos ? 1 : 0;
        var piece = candidates.Piece(row, rank);
        if (MustEnd && piece != SpecialTokens.Eos)
            Append(SpecialTokens.Eos, candidates.Eos(row), row, truncated: true);
        else
            Append(piece, candidates.LogProbability(row, rank), row, truncated: false);
    }

    /// <summary>One step with a piece that was chosen already.</summary>
    public void Append(int piece, float logProbability, int row, bool truncated)
    {
        if (!truncated && !(logProbability > float.NegativeInfinity))
            throw new NmtException(context.Rules is null ? Beam.NoFiniteProbability : PieceRules.NothingMayFollow);
        _path.Add(new(piece, logProbability, row));
        _logProbability += logProbability;
        _truncated = truncated;
        Done = piece == SpecialTokens.Eos;
    }

    /// <summary>What is said so far, for who watches.</summary>
    public SearchProgress Progress(int step) => new(
        step, context.Sentence, Ids, Done ? Score() : context.Scoring.Score(_logProbability, _path.Count), Done);

    /// <summary>The translation of a sentence that is done.</summary>
    public Hypothesis Result() => context.ToHypothesis([.. _path], new(0, _logProbability, Score(), _truncated));

    private double Score() => context.Score([.. _path], _logProbability);
}
