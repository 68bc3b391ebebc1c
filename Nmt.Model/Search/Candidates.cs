using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// The likeliest continuations of every row of a step, brought from the device in two copies. Pad and Bos are never
/// among them.
/// </summary>
internal sealed class Candidates
{
    // Pad and Bos stand before Eos in every vocabulary, so that a view without the first columns is one without them.
    private const int FirstPiece = SpecialTokens.Eos;

    private readonly Tensor _logProbabilities;
    private readonly float[] _values;
    private readonly long[] _columns;
    private float[]? _eos;

    /// <param name="logProbabilities"><c>[rows, vocab]</c>; must live as long as this object.</param>
    /// <param name="perRow">How many to take of each row, where the vocabulary has so many.</param>
    public Candidates(Tensor logProbabilities, int perRow)
    {
        _logProbabilities = logProbabilities;
        var columns = logProbabilities.shape[1] - FirstPiece;
        PerRow = (int)Math.Min(perRow, columns);
        var pieces = logProbabilities.narrow(1, FirstPiece, columns);
        var (values, indices) = PerRow == 1 ? pieces.max(1) : pieces.topk(PerRow, dim: 1); // one needs no sorting
        _values = values.cpu().data<float>().ToArray();
        _columns = indices.cpu().data<long>().ToArray();
    }

    /// <summary>Number of candidates of each row, the likeliest first.</summary>
    public int PerRow { get; }

    public float LogProbability(int row, int rank) => _values[(row * PerRow) + rank];

    public int Piece(int row, int rank) => (int)_columns[(row * PerRow) + rank] + FirstPiece;

    /// <summary>The log-probability of ending here. Only hypotheses at their length cap ask for it.</summary>
    public float Eos(int row)
    {
        _eos ??= _logProbabilities.select(1, SpecialTokens.Eos).cpu().data<float>().ToArray();
        return _eos[row];
    }
}
