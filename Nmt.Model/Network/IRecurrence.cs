using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// How the LSTM layers of the network run: all in the fused kernel, or cell by cell where something is to be seen or
/// changed inside. What stands between the layers is the same code for all.
/// </summary>
internal interface IRecurrence
{
    /// <summary>Runs one layer.</summary>
    /// <param name="place">Which layer.</param>
    /// <param name="layer">Its weights.</param>
    /// <param name="input"><c>[rows, steps, width]</c></param>
    /// <param name="before">h and c before the first step, each <c>[1, rows, hidden]</c>; null for zeros.</param>
    /// <returns>h at every step, <c>[rows, steps, hidden]</c>; h and c after the last, each <c>[1, rows, hidden]</c>.</returns>
    (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace place, LSTM layer, Tensor input, (Tensor, Tensor)? before);
}
