using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// The likeliest continuations of every row of a step, brought from the device in two copies. Pad and Bos are never
/// among them, nor what a rule forbids; what a rule proposes always is, which costs one or two copies more.
/// </summary>
internal sealed class Candidates
{
    // Pad and Bos stand before Eos in every vocabulary, so that a view without the first columns is one without them.
    private const int FirstPiece = SpecialTokens.Eos;

    private readonly Tensor _logProbabilities;
    private readonly int _perRow;
    private readonly float[] _values;
    private readonly long[] _columns;
    private readonly (int Piece, float LogProbability)[]?[]? _ruled; // rows whose candidates are not just the likeliest
    private float[]? _eos;

    /// <param name="logProbabilities"><c>[rows, vocab]</c>; must live as long as this object.</param>
    /// <param name="perRow">How many to take of each row, where the vocabulary has so many.</param>
    /// <param name="choices">One entry a row, null where all pieces may follow; null when that is so everywhere.</param>
    public Candidates(Tensor logProbabilities, int perRow, PieceChoice?[]? choices = null)
    {
        _logProbabilities = logProbabilities;
        var columns = logProbabilities.shape[1] - FirstPiece;
        _perRow = (int)Math.Min(perRow, columns);
        var free = choices is null ? logProbabilities : WithoutForbidden(logProbabilities, choices);
        var pieces = free.narrow(1, FirstPiece, columns);
        var (values, indices) = _perRow == 1 ? pieces.max(1) : pieces.topk(_perRow, dim: 1); // one needs no sorting
        _values = values.cpu().data<float>().ToArray();
        _columns = indices.cpu().data<long>().ToArray();
        _ruled = choices is null ? null : Ruled(choices);
    }

    /// <summary>Number of candidates of a row, the likeliest first.</summary>
    public int Count(int row) => _ruled?[row]?.Length ?? _perRow;

    public float LogProbability(int row, int rank) =>
        _ruled?[row] is { } ruled ? ruled[rank].LogProbability : _values[(row * _perRow) + rank];

    public int Piece(int row, int rank) =>
        _ruled?[row] is { } ruled ? ruled[rank].Piece : (int)_columns[(row * _perRow) + rank] + FirstPiece;

    /// <summary>The log-probability of ending here. Only hypotheses at their length cap ask for it.</summary>
    public float Eos(int row)
    {
        _eos ??= _logProbabilities.select(1, SpecialTokens.Eos).cpu().data<float>().ToArray();
        return _eos[row];
    }

    private static Tensor WithoutForbidden(Tensor logProbabilities, PieceChoice?[] choices)
    {
        var vocabulary = logProbabilities.shape[1];
        var places = new List<long>();
        for (var row = 0; row < choices.Length; row++)
        {
            foreach (var piece in choices[row]?.Forbidden ?? [])
                places.Add((row * vocabulary) + piece);
        }

        if (places.Count == 0)
            return logProbabilities;
        var index = tensor(places.ToArray(), device: logProbabilities.device);
        return logProbabilities.reshape(-1).index_fill(0, index, float.NegativeInfinity).view(-1, vocabulary);
    }

    private (int Piece, float LogProbability)[]?[]? Ruled(PieceChoice?[] choices)
    {
        var wanted = Array.ConvertAll(choices, choice => choice?.Allowed ?? choice?.Proposed ?? []);
        if (Array.TrueForAll(wanted, pieces => pieces.Count == 0))
            return null;

        var vocabulary = _logProbabilities.shape[1];
        long[] places = [.. wanted.SelectMany((pieces, row) => pieces.Select(piece => (row * vocabulary) + piece))];
        var index = tensor(places, device: _logProbabilities.device);
        var values = _logProbabilities.reshape(-1).index_select(0, index).cpu().data<float>().ToArray();
        var ruled = new (int Piece, float LogProbability)[]?[choices.Length];
        var next = 0;
        for (var row = 0; row < ruled.Length; row++)
        {
            if (wanted[row].Count == 0)
                continue;
            (int Piece, float LogProbability)[] own = [.. wanted[row].Select(piece => (piece, values[next++]))];
            var likeliest = choices[row]!.Allowed is null ? Likeliest(row).ExceptBy(wanted[row], found => found.Piece) : [];
            ruled[row] = [.. own.Concat(likeliest).OrderByDescending(found => found.LogProbability)];
        }

        return ruled;
    }

    private (int Piece, float LogProbability)[] Likeliest(int row) =>
        [.. Enumerable.Range(row * _perRow, _perRow).Select(i => ((int)_columns[i] + FirstPiece, _values[i]))];
}
