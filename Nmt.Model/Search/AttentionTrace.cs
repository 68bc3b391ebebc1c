using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// The attention of every step of a search, held as the tensors that the model gave. Only what lies on the path of a
/// returned hypothesis is ever read.
/// </summary>
internal sealed class AttentionTrace
{
    private readonly List<Tensor> _steps = [];
    private readonly List<float[]?> _read = [];

    /// <summary>Keeps one step's weights, <c>[rows, srcLen]</c>, beyond the step's dispose scope.</summary>
    public void Add(Tensor attention)
    {
        _steps.Add(attention.MoveToOuterDisposeScope());
        _read.Add(null);
    }

    /// <summary>The weights along a path, <c>[path][sourceLength]</c>: the padding behind the sentence is left out.</summary>
    public IReadOnlyList<float[]> Along(HypothesisTree.Node[] path, int sourceLength)
    {
        var rows = new float[path.Length][];
        for (var step = 0; step < path.Length; step++)
        {
            var width = (int)_steps[step].shape[1];
            var start = path[step].Row * width;
            rows[step] = Read(step)[start..(start + sourceLength)];
        }

        return rows;
    }

    // Each step is copied once, however many hypotheses pass through it.
    private float[] Read(int step) => _read[step] ??= _steps[step].cpu().data<float>().ToArray();
}
