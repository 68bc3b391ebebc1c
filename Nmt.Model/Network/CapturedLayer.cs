using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>Keeps what goes into one layer, so that this layer can be run again by itself.</summary>
/// <param name="place">Which layer.</param>
/// <param name="clamps">What is held, in any layer.</param>
/// <param name="token">Looked at before each layer.</param>
internal sealed class CapturedLayer(LayerPlace place, IReadOnlyList<UnitClamp> clamps, CancellationToken token = default)
    : IRecurrence, IDisposable
{
    private readonly ClampedRecurrence _run = new(clamps);
    private readonly List<Tensor> _inputs = [];

    /// <summary>The weights.</summary>
    public LSTM? Layer { get; private set; }

    /// <summary>h and c before the first step, each <c>[1, 1, hidden]</c>; null for zeros.</summary>
    public (Tensor Hidden, Tensor Cell)? Before { get; private set; }

    /// <summary>A new tensor, <c>[1, steps, width]</c>. With input feeding the steps come one by one.</summary>
    public Tensor Input() => cat(_inputs, 1);

    /// <inheritdoc/>
    public (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace at, LSTM layer, Tensor input, (Tensor, Tensor)? before)
    {
        token.ThrowIfCancellationRequested();
        if (at == place)
        {
            if (Layer is null && before is var (hidden, cell))
                Before = (Keep(hidden), Keep(cell));
            Layer = layer;
            _inputs.Add(Keep(input));
        }

        return _run.Run(at, layer, input, before);
    }

    public void Dispose()
    {
        foreach (var tensor in _inputs)
            tensor.Dispose();
        Before?.Hidden.Dispose();
        Before?.Cell.Dispose();
    }

    private static Tensor Keep(Tensor tensor) => tensor.detach().clone().DetachFromDisposeScope();
}
