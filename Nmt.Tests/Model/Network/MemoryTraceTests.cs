using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Network;

/// <summary>The trace against the fused kernel, for every variant of the network, side and layer.</summary>
public sealed class MemoryTraceTests : IDisposable
{
    private const float Near = 1e-5f;

    private static readonly int[] Source = [5, 9, 3, 17, 8];
    private static readonly int[] Target = [7, 3, 11, 5];

    private readonly DisposeScopes _scopes = new();

    public static TheoryData<string> Variants => [.. TinyModel.Variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Of_EverySideAndLayer_EqualsTheFusedKernel(string variant)
    {
        using var model = TinyModel.Create(TinyModel.Variants[variant]);
        var fused = new FusedSpy();
        MemoryTrace.Run(model, Source, Target, fused);

        var trace = MemoryTrace.Of(model, new(Source, Target));

        foreach (var side in Enum.GetValues<MemorySide>())
        {
            var (layers, units) = model.Config.Cells(side);
            Assert.Equal(layers, trace[side].Count);
            for (var layer = 0; layer < layers; layer++)
            {
                var memory = trace[side][layer];
                Assert.Equal((side == MemorySide.Target ? Target.Length + 1 : Source.Length + 1, units), (memory.Tokens, memory.Units));
                var (hidden, cell) = fused.Seen(new(side, layer));
                Equal(hidden, memory[MemoryQuantity.Hidden]);
                Equal(cell, memory[MemoryQuantity.Cell]);
            }
        }
    }

    [Theory]
    [InlineData(MemorySide.SourceForward)]
    [InlineData(MemorySide.SourceBackward)]
    [InlineData(MemorySide.Target)]
    public void Of_GatesCandidateAndCell_ObeyTheEquations(MemorySide side)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var memory = MemoryTrace.Of(model, new(Source, Target))[side][1];
        var step = side == MemorySide.SourceBackward ? -1 : 1;
        for (var token = side == MemorySide.SourceBackward ? memory.Tokens - 2 : 1; token >= 0 && token < memory.Tokens; token += step)
        {
            for (var unit = 0; unit < memory.Units; unit++)
            {
                float At(MemoryQuantity quantity, int back = 0) => memory[quantity][token - (back * step)][unit];
                Assert.Equal(
                    (At(MemoryQuantity.Forget) * At(MemoryQuantity.Cell, 1)) + (At(MemoryQuantity.Input) * At(MemoryQuantity.Candidate)),
                    At(MemoryQuantity.Cell), Near);
                Assert.Equal(At(MemoryQuantity.Output) * MathF.Tanh(At(MemoryQuantity.Cell)), At(MemoryQuantity.Hidden), Near);
                Assert.All([MemoryQuantity.Input, MemoryQuantity.Forget, MemoryQuantity.Output], gate => Assert.InRange(At(gate), 0, 1));
            }
        }
    }

    [Fact]
    public void Run_OneUnitByHand_GivesEachGate()
    {
        // Gates i, f, g, o over x = 0.5, h = 0.25, c = -0.75, with weights, recurrent weights and biases of one number each.
        using var layer = nn.LSTM(1, 1, batchFirst: true);
        Fill(layer, "weight_ih_l0", 1, 2, 3, 4);
        Fill(layer, "weight_hh_l0", -1, 1, -2, 2);
        Fill(layer, "bias_ih_l0", 0.1f, 0.2f, 0.3f, 0.4f);
        Fill(layer, "bias_hh_l0", 0.5f, 0, 0, -0.5f);
        float[] sums = [0.5f - 0.25f + 0.6f, 1 + 0.25f + 0.2f, 1.5f - 0.5f + 0.3f, 2 + 0.5f - 0.1f];

        var run = LstmCells.Run(layer, full([1, 1, 1], 0.5f), (full([1, 1, 1], 0.25f), full([1, 1, 1], -0.75f)), []);

        var (i, f, g, o) = (Sigmoid(sums[0]), Sigmoid(sums[1]), MathF.Tanh(sums[2]), Sigmoid(sums[3]));
        var c = (f * -0.75f) + (i * g);
        float[] expected = [i, f, g, o, c, o * MathF.Tanh(c)];
        Assert.All(expected.Zip(run.Quantities), pair => Assert.Equal(pair.First, pair.Second.item<float>(), 1e-6f));
    }

    [Fact]
    public void Of_ForgetGateHeldAtZero_CellForgets()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        UnitClamp[] clamps = [new(MemorySide.SourceForward, 0, 2, Gate.Forget, 0)];
        var free = MemoryTrace.Of(model, new(Source, Target))[MemorySide.SourceForward][0];
        var held = MemoryTrace.Of(model, new(Source, Target) { Clamps = clamps })[MemorySide.SourceForward][0];
        for (var token = 0; token < held.Tokens; token++)
        {
            Assert.Equal(0, held[MemoryQuantity.Forget][token][2]);
            Assert.Equal(
                held[MemoryQuantity.Input][token][2] * held[MemoryQuantity.Candidate][token][2],
                held[MemoryQuantity.Cell][token][2], Near);
        }

        Assert.NotEqual(free[MemoryQuantity.Cell][^1][2], held[MemoryQuantity.Cell][^1][2]);
        Assert.Equal(free[MemoryQuantity.Forget][0][1], held[MemoryQuantity.Forget][0][1]);
    }

    [Fact]
    public void Of_LayerSwitchedOff_ShowsNothing()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var trace = MemoryTrace.Of(model, new(Source, Target) { Clamps = [UnitClamp.Off(MemorySide.Target, 2, null)] });
        Assert.All(trace[MemorySide.Target][2][MemoryQuantity.Hidden], units => Assert.All(units, value => Assert.Equal(0, value)));
        Assert.All(trace[MemorySide.Target][1][MemoryQuantity.Hidden], units => Assert.DoesNotContain(0, units));
    }

    [Theory]
    [InlineData(3, 0, 0.5f, "layer from 0 to 2, found 3")]
    [InlineData(0, 7, 0.5f, "unit from 0 to 6, found 7")]
    [InlineData(0, 0, 1.5f, "value from 0 to 1, found 1.5")]
    [InlineData(0, -1, float.NaN, "unit from 0 to 6, found -1")]
    public void Of_ClampThatDoesNotFit_IsRefused(int layer, int unit, float value, string fault)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var thrown = Assert.Throws<NmtException>(
            () => MemoryTrace.Of(model, new(Source, Target) { Clamps = [new(MemorySide.Target, layer, unit, Gate.Input, value)] }));
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TooLarge_IsRefused()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var thrown = Assert.Throws<NmtException>(() => MemoryTrace.Of(model, new(new int[2_000_000], Target)));
        Assert.Contains("too large", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ManyTimes_LeavesNoTensorBehind()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var time = 0; time < 5; time++)
            MemoryTrace.Of(model, new(Source, Target) { Clamps = [UnitClamp.Off(MemorySide.Target, 0, 1)] });
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Of_TokenCancelledAmongTheLayers_StopsBeforeTheNextStep()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        using var cancel = new CancellationTokenSource();
        var stopping = new StopsAt(layers: 3, new RecordedRecurrence([], cancel.Token), cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => MemoryTrace.Run(model, Source, Target, stopping));
        Assert.Equal(3, stopping.Layers);
        Assert.ThrowsAny<OperationCanceledException>(() => MemoryTrace.Of(model, new(Source, Target), cancel.Token));
    }

    /// <summary>What no memory shows is read all the same: the rest is as if it were shown.</summary>
    [Theory]
    [InlineData(MemorySide.SourceForward)]
    [InlineData(MemorySide.SourceBackward)]
    [InlineData(MemorySide.Target)]
    public void Of_TaggedSource_IsReadWithTheTagAndShownWithout(MemorySide side)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var whole = MemoryTrace.Of(model, new([18, .. Source], Target))[side][1];
        var shown = MemoryTrace.Of(model, new(Source, Target) { Tag = [18] })[side][1];

        var hidden = side == MemorySide.Target ? 0 : 1;
        Assert.Equal((side == MemorySide.Target ? Target : Source).Length + 1, shown.Tokens);
        Assert.Equal(whole[MemoryQuantity.Cell].Skip(hidden), shown[MemoryQuantity.Cell]);
        Assert.NotEqual(MemoryTrace.Of(model, new(Source, Target))[side][1][MemoryQuantity.Cell], shown[MemoryQuantity.Cell]);
    }

    public void Dispose() => _scopes.Dispose();

    private sealed class StopsAt(int layers, IRecurrence inner, CancellationTokenSource cancel) : IRecurrence
    {
        public int Layers { get; private set; }

        public (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace place, LSTM layer, Tensor input, (Tensor, Tensor)? before)
        {
            if (++Layers == layers)
                cancel.Cancel();
            return inner.Run(place, layer, input, before);
        }
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static void Fill(LSTM layer, string name, params float[] values)
    {
        using var noGradient = no_grad();
        layer.get_parameter(name)!.copy_(tensor(values).view(layer.get_parameter(name)!.shape));
    }

    private static void Equal(IReadOnlyList<float[]> expected, IReadOnlyList<float[]> found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.All(pair.First.Zip(pair.Second), values => Assert.Equal(values.First, values.Second, Near)));
    }

    /// <summary>Runs the kernel, and again on each beginning of the sequence: its last c is the cell there.</summary>
    private sealed class FusedSpy : IRecurrence
    {
        private readonly Dictionary<LayerPlace, (List<float[]> Hidden, List<float[]> Cell)> _seen = [];

        public (IReadOnlyList<float[]> Hidden, IReadOnlyList<float[]> Cell) Seen(LayerPlace place) => place.Side == MemorySide.SourceBackward
            ? ([.. Enumerable.Reverse(_seen[place].Hidden)], [.. Enumerable.Reverse(_seen[place].Cell)])
            : _seen[place];

        public (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace place, LSTM layer, Tensor input, (Tensor, Tensor)? before)
        {
            var (hidden, cell) = _seen.TryGetValue(place, out var lists) ? lists : (_seen[place] = ([], []));
            var whole = layer.call(input, before);
            for (var steps = 1; steps <= input.shape[1]; steps++)
            {
                cell.Add(layer.call(input.narrow(1, 0, steps), before).Item3.data<float>().ToArray());
                hidden.Add(whole.Item1[0, steps - 1].contiguous().data<float>().ToArray());
            }

            return whole;
        }
    }
}
