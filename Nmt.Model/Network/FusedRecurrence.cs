using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>Every layer in the library's kernel: one call for the whole sequence.</summary>
internal sealed class FusedRecurrence : IRecurrence
{
    /// <summary>It holds nothing, so one serves all.</summary>
    public static FusedRecurrence Instance { get; } = new();

    /// <inheritdoc/>
    public (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace place, LSTM layer, Tensor input, (Tensor, Tensor)? before) =>
        layer.call(input, before);
}
