using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>Entropy and the two best log-probabilities of every row of every step of a search, held on the device.</summary>
internal sealed class UncertaintyTrace
{
    private readonly List<Tensor> _steps = []; // each [rows, 3]: entropy, best, second best
    private readonly List<float[]?> _read = [];

    /// <summary>Measures one step's log-probabilities, <c>[rows, vocab]</c>.</summary>
    public void Add(Tensor logProbabilities)
    {
        // 0 * log 0 is 0: a product with -inf would not be a number.
        var finite = logProbabilities.clamp_min(-1e4);
        var entropy = (finite.exp() * finite).sum(1, keepdim: true).neg();
        var (best, _) = logProbabilities.topk(2, dim: 1);
        _steps.Add(cat([entropy, best], 1).MoveToOuterDisposeScope());
        _read.Add(null);
    }

    /// <summary>One entry for each piece of a path.</summary>
    public IReadOnlyList<PieceUncertainty> Along(HypothesisTree.Node[] path)
    {
        var found = new PieceUncertainty[path.Length];
        for (var step = 0; step < path.Length; step++)
        {
            var values = Read(step).AsSpan(3 * path[step].Row, 3);
            var own = path[step].LogProbability;
            found[step] = new(values[0], own - (own >= values[1] ? values[2] : values[1]));
        }

        return found;
    }

    private float[] Read(int step) => _read[step] ??= _steps[step].cpu().data<float>().ToArray();
}
