using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

/// <summary>Each kind against its formula, on one weight whose gradient is given.</summary>
public sealed class ModelOptimizerTests : IDisposable
{
    private readonly DisposeScopes _scopes = new();
    private readonly Seq2SeqModel _model = TinyModel.Create(TinyModel.Config);

    public void Dispose()
    {
        _model.Dispose();
        _scopes.Dispose();
    }

    [Fact]
    public void Step_PlainDescent_GoesDownTheGradientAndTheDecay()
    {
        var config = new OptimizerConfig { Kind = OptimizerKind.Sgd, WeightDecay = 0.1, ClipNorm = 1e6 };

        Assert.Equal([0.89, 0.7811], Weights(config, rate: 0.1), new Near()); // w - r (g + d w), twice
    }

    [Fact]
    public void Step_Momentum_KeepsTheEarlierGradients()
    {
        var config = new OptimizerConfig { Kind = OptimizerKind.Sgd, Momentum = 0.5, ClipNorm = 1e6 };

        Assert.Equal([0.9, 0.75, 0.575], Weights(config, rate: 0.1, steps: 3), new Near()); // velocities 1, 1.5, 1.75
    }

    [Theory]
    [InlineData("AdamW", 0.89)] // the rate times the sign of the gradient, and a decay of its own: 1 - 0.1 * 0.1 - 0.1
    [InlineData("Adam", 0.9)]   // the decay is in the gradient, whose size does not matter
    public void Step_Adam_DecaysApartOrWithTheGradient(string kind, double expected)
    {
        var config = new OptimizerConfig { Kind = Enum.Parse<OptimizerKind>(kind), WeightDecay = 0.1, ClipNorm = 1e6 };

        Assert.Equal(expected, Weights(config, rate: 0.1)[0], 1e-5);
    }

    [Fact]
    public void Step_LongGradient_IsClipped()
    {
        var config = new OptimizerConfig { Kind = OptimizerKind.Sgd, ClipNorm = 0.5 };

        Assert.Equal([0.95], Weights(config, rate: 0.1, steps: 1), new Near());
    }

    private double[] Weights(OptimizerConfig config, double rate, int steps = 2)
    {
        using var optimizer = new ModelOptimizer(_model, config);
        var bias = _model.get_parameter("softmax_bias")!;
        using (no_grad())
            bias.fill_(1);
        var found = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            _model.zero_grad();
            bias[0].backward(); // a gradient of 1 for one weight
            Assert.Equal(1, optimizer.Step(rate), 1e-6);
            found[step] = bias[0].item<float>();
        }

        return found;
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-5;

        public int GetHashCode(double obj) => 0;
    }
}
