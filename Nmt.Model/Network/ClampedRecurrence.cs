using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>Layers with a clamp run cell by cell; the others keep the fused kernel.</summary>
internal sealed class ClampedRecurrence(IReadOnlyList<UnitClamp> clamps) : IRecurrence
{
    /// <inheritdoc/>
    public (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace place, LSTM layer, Tensor input, (Tensor, Tensor)? before)
    {
        var own = place.Own(clamps);
        return own.Count == 0 ? layer.call(input, before) : LstmCells.Run(layer, input, before, own).AsLayer();
    }
}
