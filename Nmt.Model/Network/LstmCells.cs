using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// An LSTM layer spelled out, one step after the other, from the weights of the fused one: the equations of PyTorch's
/// nn.LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000). Slower than the kernel, but its
/// inside can be seen, held and differentiated.
/// </summary>
internal static class LstmCells
{
    /// <summary>Runs the layer.</summary>
    /// <param name="layer">One layer, one direction.</param>
    /// <param name="input"><c>[rows, steps, width]</c>, at least one step.</param>
    /// <param name="before">h and c before the first step, each <c>[1, rows, hidden]</c>; null for zeros.</param>
    /// <param name="clamps">Those of this layer.</param>
    /// <param name="token">Looked at before each step.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CellRun Run(
        LSTM layer, Tensor input, (Tensor Hidden, Tensor Cell)? before, IReadOnlyList<UnitClamp> clamps, CancellationToken token = default)
    {
        var recurrent = layer.get_parameter("weight_hh_l0")!.t(); // [hidden, 4 * hidden]
        var bias = layer.get_parameter("bias_ih_l0")! + layer.get_parameter("bias_hh_l0")!;
        var given = nn.functional.linear(input, layer.get_parameter("weight_ih_l0")!, bias); // [rows, steps, 4 * hidden]
        var start = zeros([input.shape[0], recurrent.shape[0]], dtype: input.dtype, device: input.device);
        var (hidden, cell) = before is { } state ? (state.Hidden.squeeze(0), state.Cell.squeeze(0)) : (start, start);
        var held = new HeldGates(clamps, recurrent.shape[0], input);
        List<Tensor>[] seen = [[], [], [], [], [], []];
        for (long step = 0; step < input.shape[1]; step++)
        {
            token.ThrowIfCancellationRequested();
            var gates = (given.select(1, step) + hidden.matmul(recurrent)).chunk(4, 1); // i, f, g, o: each [rows, hidden]
            var (i, f) = (held.Apply(Gate.Input, gates[0].sigmoid()), held.Apply(Gate.Forget, gates[1].sigmoid()));
            var (g, o) = (held.Apply(Gate.Candidate, gates[2].tanh()), held.Apply(Gate.Output, gates[3].sigmoid()));
            cell = (f * cell) + (i * g);
            hidden = o * cell.tanh();
            Tensor[] values = [i, f, g, o, cell, hidden];
            for (var quantity = 0; quantity < values.Length; quantity++)
                seen[quantity].Add(values[quantity]);
        }

        var all = Array.ConvertAll(seen, list => stack(list, 1)); // [rows, steps, hidden]
        return new CellRun(all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    /// <summary>The clamps of one layer as masks, <c>[hidden]</c>, that broadcast over its rows.</summary>
    private sealed class HeldGates
    {
        private readonly Dictionary<Gate, (Tensor Mask, Tensor Values)> _held = [];

        public HeldGates(IReadOnlyList<UnitClamp> clamps, long units, Tensor like)
        {
            foreach (var gate in clamps.GroupBy(clamp => clamp.Gate))
            {
                var mask = new bool[units];
                var values = new float[units];
                foreach (var clamp in gate)
                {
                    var range = clamp.Unit is { } unit ? unit..(unit + 1) : ..;
                    mask.AsSpan(range).Fill(true);
                    values.AsSpan(range).Fill(clamp.Value);
                }

                _held[gate.Key] = (tensor(mask, device: like.device), tensor(values, device: like.device).to(like.dtype));
            }
        }

        public Tensor Apply(Gate gate, Tensor value) =>
            _held.TryGetValue(gate, out var held) ? where(held.Mask, held.Values, value) : value;
    }
}
