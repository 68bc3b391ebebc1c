using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>The likeliest pieces of every row of every step of a search, by the model's own distribution; held on the device.</summary>
/// <param name="count">How many others of each chosen piece are kept, at least 1.</param>
internal sealed class RunnersUpTrace(int count)
{
    private readonly List<(Tensor LogProbabilities, Tensor Pieces)> _steps = []; // each [rows, count + 1]
    private readonly List<(float[] LogProbabilities, long[] Pieces)?> _read = [];

    /// <summary>Keeps the best of one step's log-probabilities, <c>[rows, vocab]</c>. Pad and Bos never follow anything.</summary>
    public void Add(Tensor logProbabilities)
    {
        var columns = logProbabilities.shape[1] - SpecialTokens.Eos;

        // One more than asked for: the chosen piece may be among the best.
        var (best, pieces) = logProbabilities.narrow(1, SpecialTokens.Eos, columns).topk((int)Math.Min(count + 1, columns), dim: 1);
        _steps.Add((best.MoveToOuterDisposeScope(), pieces.MoveToOuterDisposeScope()));
        _read.Add(null);
    }

    /// <summary>For each piece of a path the others, the likeliest first.</summary>
    public IReadOnlyList<IReadOnlyList<(int Piece, float LogProbability)>> Along(HypothesisTree.Node[] path) =>
        [.. path.Select((node, step) => Others(node, step))];

    private (int Piece, float LogProbability)[] Others(HypothesisTree.Node node, int step)
    {
        var (values, pieces) = Read(step);
        var width = (int)_steps[step].Pieces.shape[1];
        return
        [
            .. Enumerable.Range(node.Row * width, width)
                .Select(i => (Piece: (int)pieces[i] + SpecialTokens.Eos, LogProbability: values[i]))
                .Where(other => other.Piece != node.Piece)
                .Take(count),
        ];
    }

    private (float[] LogProbabilities, long[] Pieces) Read(int step)
    {
        var (best, pieces) = _steps[step];
        return _read[step] ??= (best.cpu().data<float>().ToArray(), pieces.cpu().data<long>().ToArray());
    }
}
