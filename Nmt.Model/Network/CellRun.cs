using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>All that happens inside one LSTM layer over a sequence, each <c>[rows, steps, hidden]</c>.</summary>
/// <param name="Input">i</param>
/// <param name="Forget">f</param>
/// <param name="Candidate">g</param>
/// <param name="Output">o</param>
/// <param name="Cell">c</param>
/// <param name="Hidden">h</param>
internal readonly record struct CellRun(
    Tensor Input, Tensor Forget, Tensor Candidate, Tensor Output, Tensor Cell, Tensor Hidden)
{
    /// <summary>In the order of <see cref="MemoryQuantity"/>.</summary>
    public IReadOnlyList<Tensor> Quantities => [Input, Forget, Candidate, Output, Cell, Hidden];

    /// <summary>What the fused kernel would return.</summary>
    public (Tensor Output, Tensor Hidden, Tensor Cell) AsLayer() => (Hidden, Last(Hidden), Last(Cell));

    private static Tensor Last(Tensor steps) => steps.select(1, steps.shape[1] - 1).unsqueeze(0);
}
