using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Network;

/// <summary>Orders of units, what is left of a token, and the gradient's measure of it.</summary>
public sealed class MemoryMeasureTests : IDisposable
{
    private static readonly int[] Source = [5, 9, 3, 17, 8];
    private static readonly int[] Target = [7, 3, 11, 5];

    private readonly DisposeScopes _scopes = new();

    [Fact]
    public void ByVariance_MostChangingFirst() =>
        Assert.Equal([2, 0, 1], UnitOrder.ByVariance(Memory([0, 1, 0], [3, 3, 3], [5, 0, 9]), MemoryQuantity.Forget));

    [Fact]
    public void ByHold_LongestRunNotMostTokens()
    {
        var memory = Memory([.95f, 0, .95f, 0, .95f], [0, .95f, .95f, 0, 0], [.9f, .9f, .9f, .9f, .9f]);
        Assert.Equal([1, 2, 0], Enumerable.Range(0, 3).Select(unit => UnitOrder.LongestHold(memory, unit)));
        Assert.Equal([1, 0, 2], UnitOrder.ByHold(memory));
    }

    [Fact]
    public void ByLikeness_LikeBesideLike()
    {
        // Units 0 and 3 rise, 1 and 4 fall, 2 jumps; 0 changes most.
        var memory = Memory([0, 4, 8], [1, .5f, 0], [0, 1, 0], [0, 1, 2], [2, 1, 0]);
        var chain = UnitOrder.ByLikeness(memory, MemoryQuantity.Forget);
        Assert.Equal([0, 3], chain[..2]);
        Assert.Equal(1, Math.Abs(Array.IndexOf(chain, 1) - Array.IndexOf(chain, 4)));
    }

    [Fact]
    public void Retention_IsTheProductOfLaterForgetGates()
    {
        var memory = Memory([.5f, .8f, .25f], [.1f, 1, .5f]);
        var one = Retention.Of(memory, MemorySide.SourceForward, 0);
        Assert.Equal([1, .8f, .2f], one[0].Select(share => MathF.Round(share, 4)));
        Assert.Equal([float.NaN, 1, .25f], one[1]);
        Assert.Equal([float.NaN, float.NaN, 1], one[2]);

        // 0.8 and 1; then 0.2 and 0.5.
        Assert.Equal([1, .9f, .35f], Retention.Of(memory, MemorySide.Target, null)[0].Select(share => MathF.Round(share, 4)));
    }

    [Fact]
    public void Retention_Backwards_IsInReadingOrder()
    {
        var memory = Memory([.5f, .8f, .25f]);
        Assert.Equal([1, .8f, .4f], Retention.Of(memory, MemorySide.SourceBackward, 0)[0].Select(share => MathF.Round(share, 4)));
    }

    [Theory]
    [InlineData(MemorySide.SourceForward, 0, null)]
    [InlineData(MemorySide.SourceForward, 1, 3)]
    [InlineData(MemorySide.SourceBackward, 1, null)]
    [InlineData(MemorySide.Target, 0, null)]
    [InlineData(MemorySide.Target, 2, 4)]
    public void Influence_FewUnits_EqualsFiniteDifferences(MemorySide side, int layer, int? unit)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var found = InputInfluence.Of(model, Question(side, layer), unit);
        Near(Differences(model, side, layer, unit), found, 0.02);
    }

    [Fact]
    public void Influence_InputFeeding_CoversEveryStep()
    {
        using var model = TinyModel.Create(TinyModel.Variants["feeding"]);
        var found = InputInfluence.Of(model, Question(MemorySide.Target, 1), null);
        Near(Differences(model, MemorySide.Target, 1, null), found, 0.02);
    }

    [Fact]
    public void Influence_ManyUnits_IsEstimated()
    {
        using var model = TinyModel.Create(TinyModel.Config with { EncoderHidden = 40 });
        var found = InputInfluence.Of(model, Question(MemorySide.SourceForward, 0), null);
        Near(Differences(model, MemorySide.SourceForward, 0, null), found, 0.35);
        Assert.Equal(found, InputInfluence.Of(model, Question(MemorySide.SourceForward, 0), null));
    }

    [Fact]
    public void Influence_ForgetHeldAtZero_LeavesLessThanFree()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var question = Question(MemorySide.SourceForward, 0);
        var free = InputInfluence.Of(model, question, null);
        var held = InputInfluence.Of(model, question with { Clamps = [new(MemorySide.SourceForward, 0, null, Gate.Forget, 0)] }, null);
        Assert.True(held[0][3] < free[0][3], $"{held[0][3]} {free[0][3]}");
    }

    [Fact]
    public void Influence_Sentence_LeavesWeightsWithoutGradientAndNoTensorBehind()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        InputInfluence.Of(model, Question(MemorySide.Target, 0), null);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.All(model.parameters(), weight => Assert.Null(weight.grad));
    }

    [Fact]
    public void Influence_LongSentence_IsRefused()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var question = new MemoryQuestion(new int[InputInfluence.MostTokens], Target);
        Assert.Contains("up to 100 pieces", Assert.Throws<NmtException>(() => InputInfluence.Of(model, question, null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MemorySide.SourceForward)]
    [InlineData(MemorySide.SourceBackward)]
    [InlineData(MemorySide.Target)]
    public void Influence_TaggedSource_IsThatOfTheWordsAlone(MemorySide side)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var whole = InputInfluence.Of(model, new([18, .. Source], Target) { Side = side }, null);
        var shown = InputInfluence.Of(model, new(Source, Target) { Side = side, Tag = [18] }, null);

        var words = side switch { MemorySide.SourceForward => 1.., MemorySide.SourceBackward => ..^1, _ => .. };
        Assert.Equal(whole[words].Select(from => from[words]), shown);
    }

    [Fact]
    public void Influence_TokenCancelled_StopsInTheFirstPass()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        Assert.ThrowsAny<OperationCanceledException>(
            () => InputInfluence.Of(model, Question(MemorySide.Target, 0), null, new CancellationToken(canceled: true)));
    }

    public void Dispose() => _scopes.Dispose();

    private static MemoryQuestion Question(MemorySide side, int layer) => new(Source, Target) { Side = side, Layer = layer };

    /// <summary>A memory whose every quantity is the same: one list of tokens for each unit.</summary>
    private static LayerMemory Memory(params float[][] units)
    {
        float[][] tokens = [.. Enumerable.Range(0, units[0].Length).Select(token => units.Select(unit => unit[token]).ToArray())];
        return new LayerMemory([.. Enum.GetValues<MemoryQuantity>().Select(_ => tokens)]);
    }

    private static void Near(double[,] expected, float[][] found, double tolerance)
    {
        for (var from = 0; from < found.Length; from++)
        {
            for (var at = 0; at < found.Length; at++)
            {
                if (at < from)
                    Assert.True(float.IsNaN(found[from][at]));
                else
                    Assert.Equal(expected[from, at], found[from][at], tolerance);
            }
        }
    }

    // The fused kernel on each beginning of the layer's input, with each number of the input moved a little both ways.
    private static double[,] Differences(Seq2SeqModel model, MemorySide side, int layer, int? unit)
    {
        const float Little = 1e-2f;
        using var captured = new CapturedLayer(new(side, layer), []);
        MemoryTrace.Run(model, Source, Target, captured);
        using var noGradient = no_grad();
        using var input = captured.Input();
        var (tokens, width) = (input.shape[1], input.shape[2]);
        var norms = new double[tokens, tokens];
        for (var from = 0; from < tokens; from++)
        {
            for (var at = from; at < tokens; at++)
            {
                for (var x = 0; x < width; x++)
                {
                    var change = (Cell(from, at, x, Little) - Cell(from, at, x, -Little)) / (2 * Little);
                    norms[from, at] += (unit is { } one ? change[one] : change).pow(2).sum().item<float>();
                }
            }
        }

        var result = new double[tokens, tokens];
        for (var from = 0; from < tokens; from++)
        {
            for (var at = from; at < tokens; at++)
                result[from, at] = Math.Sqrt(norms[from, at] / norms[from, from]);
        }

        return result;

        Tensor Cell(int from, int at, int x, float by)
        {
            var moved = input.clone();
            moved[0, from, x].add_(by);
            return captured.Layer!.call(moved.narrow(1, 0, at + 1), captured.Before).Item3[0, 0];
        }
    }
}
