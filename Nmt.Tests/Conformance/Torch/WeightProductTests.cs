using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

/// <summary>Products with weights without gradients, again and again: they follow every change of the weights.</summary>
public sealed class WeightProductTests
{
    private const int Depth = 70;
    private const int Columns = 101;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(250)]
    [InlineData(513)]
    public void Linear_AgainAndAgain_IsTheDefinition(int rows)
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(rows);
        var x = randn(rows, Depth);
        using var noGradient = no_grad();
        for (var time = 0; time < 4; time++)
            ExpectProduct(layer, x);
    }

    [Fact]
    public void Linear_WeightsChangedInPlace_FollowsThem()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(2);
        var x = randn(6, Depth);
        using var noGradient = no_grad();
        Warm(layer, x);

        layer.weight!.mul_(2);
        ExpectProduct(layer, x);
        Warm(layer, x);
        layer.weight!.copy_(randn(Columns, Depth));
        ExpectProduct(layer, x);
        Warm(layer, x);
        layer.weight![3].fill_(9);
        ExpectProduct(layer, x);
        Warm(layer, x);
        layer.weight!.bytes[..4].Fill(0x42); // a float of 48.6
        ExpectProduct(layer, x);
    }

    [Fact]
    public void Linear_StepOfAnOptimizer_FollowsIt()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(3);
        var x = randn(6, Depth);
        using (no_grad())
            Warm(layer, x);

        var optimizer = optim.Adam(layer.parameters(), lr: 0.1);
        layer.call(x).sum().backward();
        optimizer.step();
        using var noGradient = no_grad();
        ExpectProduct(layer, x);
    }

    [Fact]
    public void Linear_LayersThatComeAndGo_AreNotMistakenForOneAnother()
    {
        using var scope = NewDisposeScope();
        var x = randn(6, Depth);
        using var noGradient = no_grad();
        for (var seed = 0; seed < 50; seed++)
        {
            using var each = NewDisposeScope(); // frees the weights, whose memory the next layer may get
            using var layer = Layer(seed);
            Warm(layer, x);
            ExpectProduct(layer, x);
        }
    }

    [Fact]
    public void Matmul_PartsOfOneTensor_AreToldApart()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var both = randn(2 * Columns, Depth);
        var x = randn(6, Depth);
        using var noGradient = no_grad();
        for (var time = 0; time < 3; time++)
        {
            Expect(x.matmul(both.narrow(0, 0, Columns).t()), x, both.narrow(0, 0, Columns));
            Expect(x.matmul(both.narrow(0, Columns, Columns).t()), x, both.narrow(0, Columns, Columns));
        }
    }

    private static Linear Layer(int seed)
    {
        random.manual_seed(seed);
        return nn.Linear(Depth, Columns, hasBias: false);
    }

    private static void Warm(Linear layer, Tensor x)
    {
        for (var time = 0; time < 3; time++)
            layer.call(x).Dispose();
    }

    private static void ExpectProduct(Linear layer, Tensor x) => Expect(layer.call(x), x, layer.weight!);

    // Summed in doubles, element by element, by no product of the library.
    private static void Expect(Tensor found, Tensor left, Tensor weight)
    {
        using var scope = NewDisposeScope();
        var expected = (left.to(float64).unsqueeze(1) * weight.to(float64).unsqueeze(0)).sum(-1);
        Assert.InRange((found.to(float64) - expected).abs().max().item<double>(), 0, 1e-3);
    }
}
