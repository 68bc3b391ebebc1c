using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>The only hypothesis of one sentence under greedy search.</summary>
/// <param name="sentence">Index in the batch.</param>
/// <param name="sourcePieces">Pieces of the source, its Eos not counted.</param>
/// <param name="options">Length cap and normalisation.</param>
internal sealed class GreedyLine(int sentence, int sourcePieces, SearchOptions options)
{
    private readonly List<HypothesisTree.Node> _path = [];
    private readonly int _cap = options.Cap(sourcePieces);
    private double _logProbability;
    private bool _truncated;

    public bool Done { get; private set; }

    public int LastPiece => _path[^1].Piece;

    private double Score => options.Penalty.Score(_logProbability, _path.Count);

    private IReadOnlyList<int> Ids => [.. _path.Take(Done ? _path.Count - 1 : _path.Count).Select(node => node.Piece)];

    /// <summary>One step: takes the row's likeliest piece, or Eos where the length cap is reached.</summary>
    public void Append(Candidates candidates, int row)
    {
        // A translation has at least one piece: then the likeliest after Eos is taken.
        var rank = _path.Count == 0 && candidates.Piece(row, 0) == SpecialTokens.Eos ? 1 : 0;
        var piece = candidates.Piece(row, rank);
        var logProbability = candidates.LogProbability(row, rank);
        if (_path.Count == _cap && piece != SpecialTokens.Eos)
            (piece, logProbability, _truncated) = (SpecialTokens.Eos, candidates.Eos(row), true);
        else if (!(logProbability > float.NegativeInfinity))
            throw new NmtException(Beam.NoFiniteProbability);

        _path.Add(new(piece, logProbability, row));
        _logProbability += logProbability;
        Done = piece == SpecialTokens.Eos;
    }

    /// <summary>What is said so far, for who watches.</summary>
    public SearchProgress Progress(int step) => new(step, sentence, Ids, Score, Done);

    /// <summary>The translation of a sentence that is done.</summary>
    public SearchResult Result(AttentionTrace? attention)
    {
        var path = _path.ToArray();
        return new([new Hypothesis(
            Ids,
            _logProbability,
            Score,
            [.. path.Select(node => node.LogProbability)],
            attention?.Along(path, sourcePieces + 1) ?? [],
            _truncated)]);
    }
}
