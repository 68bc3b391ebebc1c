using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

/// <summary>Training in bfloat16 beside training in float32, on the CPU, whose library has both.</summary>
public sealed class PrecisionTests : IDisposable
{
    private const int Vocabulary = 300;

    private static readonly IReadOnlyList<EncodedPair> Pairs = [new([5, 9, 3], [7, 3]), new([4, 270], [11, 5, 14, 6, 280])];

    private readonly DisposeScopes _scopes = new();
    private readonly TemporaryFolder _folder = new();

    private static TrainingConfig Without(Precision precision) => ReverseTask.Config with
    {
        Precision = precision,
        Model = ReverseTask.Config.Model with { Dropout = 0, SourceWordDropout = 0, TargetWordDropout = 0 },
    };

    public void Dispose()
    {
        _folder.Dispose();
        _scopes.Dispose();
    }

    [Fact]
    public void Take_Bfloat16_GivesTheGradientOfFloat32ButForRounding()
    {
        using var exact = new LearnedState(Without(Precision.Float32), Vocabulary, CPU);
        using var narrow = new LearnedState(Without(Precision.Bfloat16), Vocabulary, CPU);
        var (loss, _) = StepGradient.Take(exact, [Pairs], new RegularisationConfig { LabelSmoothing = 0.1 });
        var (rounded, _) = StepGradient.Take(narrow, [Pairs], new RegularisationConfig { LabelSmoothing = 0.1 });

        Assert.NotEqual(loss, rounded);
        Assert.Equal(loss, rounded, 0.01 * loss);
        var (expected, found) = (Gradient(exact), Gradient(narrow));
        var difference = Math.Sqrt(expected.Zip(found).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
        Assert.InRange(difference / Math.Sqrt(expected.Sum(value => value * value)), 1e-4, 0.03);
    }

    [Fact]
    public void Take_Bfloat16AgainAfterAnUpdate_SeesTheNewWeights()
    {
        using var learned = new LearnedState(Without(Precision.Bfloat16), Vocabulary, CPU);
        var (before, _) = StepGradient.Take(learned, [Pairs], new RegularisationConfig { LabelSmoothing = 0 });
        learned.Optimizer.Step(0.01);
        var (after, _) = StepGradient.Take(learned, [Pairs], new RegularisationConfig { LabelSmoothing = 0 });

        Assert.True(after < before, $"{before} became {after}");
    }

    /// <summary>An update far below what bfloat16 tells apart at 1, 2^-8, is not lost.</summary>
    [Fact]
    public void Step_UpdatesSmallerThanBfloat16_AddUpInTheWeights()
    {
        using var learned = new LearnedState(Without(Precision.Bfloat16), Vocabulary, CPU);
        var scale = learned.Model.named_parameters().First(entry => entry.name.EndsWith("norms.0.weight", StringComparison.Ordinal)).parameter;
        for (var step = 0; step < 3; step++)
        {
            StepGradient.Take(learned, [Pairs], new RegularisationConfig { LabelSmoothing = 0 });
            learned.Optimizer.Step(1e-5);
        }

        var moved = scale.detach().data<float>().ToArray().Select(value => Math.Abs(value - 1)).ToArray();
        Assert.Equal(ScalarType.Float32, scale.dtype);
        Assert.All(moved, distance => Assert.InRange(distance, 1e-7, 1e-4));
    }

    [Fact]
    public void Run_Bfloat16_EndsNearFloat32()
    {
        var exact = LastLoss(Precision.Float32);
        var narrow = LastLoss(Precision.Bfloat16);

        Assert.NotEqual(exact, narrow);
        Assert.Equal(exact, narrow, 0.02 * exact);
    }

    [Fact]
    public void Run_Bfloat16CutAndResumed_EndsInTheSameWeights()
    {
        var config = ReverseTask.Config with { Precision = Precision.Bfloat16 };
        var corpus = ReverseTask.Corpus(train: 60, dev: 10, longest: 6);
        using var whole = new TrainingSession(_folder["whole"], config, corpus);
        _ = whole.Trainer.Run(CancellationToken.None).Count();
        using (var first = new TrainingSession(_folder["cut"], config, corpus))
        {
            using var stop = new CancellationTokenSource();
            foreach (var told in first.Trainer.Run(stop.Token))
            {
                if (told is StepsDone { Step: 5 })
                    stop.Cancel();
            }
        }

        using var second = new TrainingSession(_folder["cut"], config, corpus);
        Assert.NotNull(second.RestoredFrom);
        _ = second.Trainer.Run(CancellationToken.None).Count();
        Assert.Equal(whole.Tensors(), second.Tensors());
    }

    private double LastLoss(Precision precision)
    {
        using var session = new TrainingSession(
            _folder[precision.ToString()], Without(precision), ReverseTask.Corpus(train: 200, dev: 20, longest: 6));
        return session.Trainer.Run(CancellationToken.None).OfType<Evaluated>().Last().ValidLoss;
    }

    private static double[] Gradient(LearnedState learned) =>
        [.. learned.Model.named_parameters().SelectMany(entry => entry.parameter.grad!.data<float>().ToArray()).Select(value => (double)value)];
}
