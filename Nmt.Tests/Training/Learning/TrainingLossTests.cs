using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

/// <summary>Two passes that are to agree (R-Drop), against the paper's equations worked out token by token.</summary>
public sealed class TrainingLossTests : IDisposable
{
    private static readonly IReadOnlyList<EncodedPair> Pairs = [new([5, 6], [7]), new([8, 9, 10, 11], [12, 13, 14, 15, 16])];

    private static readonly ModelConfig Dropped = TinyModel.Config with { Dropout = 0.3, SourceWordDropout = 0.2, TargetWordDropout = 0.2 };

    private readonly DisposeScopes _scopes = new();
    private readonly Seq2SeqModel _model = TinyModel.Create(Dropped);

    public TrainingLossTests() => _model.train();

    public void Dispose()
    {
        _model.Dispose();
        _scopes.Dispose();
    }

    [Fact]
    public void Of_RDrop_IsCrossEntropyAndTheTwoDivergences()
    {
        var loss = Loss(rDrop: 5);

        random.manual_seed(3);
        using var twice = TrainingBatch.Of([.. Pairs, .. Pairs], CPU);
        var scores = SmoothedCrossEntropy.Scores(_model, twice).detach();
        double[][] rows = [.. Enumerable.Range(0, (int)scores.shape[0]).Select(row => Logarithms(scores[row].data<float>().ToArray()))];
        var tokens = rows.Length / 2;
        var divergence = Enumerable.Range(0, tokens).Average(i => Divergence(rows[i], rows[tokens + i]) + Divergence(rows[tokens + i], rows[i]));
        var error = rows.Zip(twice.Gold.data<long>().ToArray()).Average(pair => Smoothed(pair.First, (int)pair.Second));
        Assert.Equal(8, tokens);
        Assert.True(divergence > 0.05, $"{divergence}");
        Assert.Equal(error, loss.CrossEntropy.item<float>(), 4);
        // Half of equation 4: -log P - log Q + α/2 (KL(P‖Q) + KL(Q‖P)).
        Assert.Equal(error + (5.0 / 4 * divergence), loss.Total.item<float>(), 4);
    }

    [Fact]
    public void Of_NoRDrop_IsTheCrossEntropyOfOnePass()
    {
        var loss = Loss(rDrop: 0);

        random.manual_seed(3);
        using var once = TrainingBatch.Of(Pairs, CPU);
        Assert.Equal(SmoothedCrossEntropy.Of(_model, once, 0.1).item<float>(), loss.Total.item<float>());
        Assert.Equal(loss.Total.item<float>(), loss.CrossEntropy.item<float>());
    }

    /// <summary>The way back, against the loss under the same masks with one weight moved a little.</summary>
    [Fact]
    public void Of_RDrop_GradientEqualsTheDifferencesOfTheLoss()
    {
        const double Little = 1e-2;
        var bias = _model.get_parameter("softmax_bias")!;
        _model.zero_grad();
        Loss(rDrop: 5).Total.backward();
        float[] found = bias.grad!.data<float>().ToArray();

        using var noGradients = no_grad();
        for (var i = 0; i < found.Length; i += 3)
        {
            bias[i] += Little;
            var above = Loss(rDrop: 5).Total.item<float>();
            bias[i] -= 2 * Little;
            var below = Loss(rDrop: 5).Total.item<float>();
            bias[i] += Little;
            Assert.Equal((above - below) / (2 * Little), found[i], 2e-3);
        }
    }

    [Fact]
    public void Take_RDropInParts_WeighsEachByItsTokens()
    {
        var regularisation = new RegularisationConfig { RDrop = 5 };
        using var learned = new LearnedState(new TrainingConfig { Model = Dropped }, Dropped.VocabularySize, CPU);
        var bias = learned.Model.get_parameter("softmax_bias")!;

        random.manual_seed(3);
        var (error, _) = StepGradient.Take(learned, [[Pairs[0]], [Pairs[1]]], regularisation);
        float[] found = bias.grad!.data<float>().ToArray();

        learned.Model.zero_grad();
        random.manual_seed(3);
        var first = TrainingLoss.Of(learned.Model, [Pairs[0]], CPU, regularisation);
        var second = TrainingLoss.Of(learned.Model, [Pairs[1]], CPU, regularisation);
        ((first.Total * 0.25) + (second.Total * 0.75)).backward(); // 2 and 6 of 8 tokens
        Assert.True(first.Total.item<float>() > first.CrossEntropy.item<float>() + 0.001);
        Assert.Equal((0.25 * first.CrossEntropy.item<float>()) + (0.75 * second.CrossEntropy.item<float>()), error, 1e-5);
        Assert.All(found.Zip(bias.grad!.data<float>().ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    private static double[] Logarithms(float[] scores)
    {
        var log = Math.Log(scores.Sum(score => Math.Exp(score)));
        return Array.ConvertAll(scores, score => score - log);
    }

    private static double Divergence(double[] p, double[] q) => p.Zip(q).Sum(pair => Math.Exp(pair.First) * (pair.First - pair.Second));

    private static double Smoothed(double[] logarithms, int gold) => (-0.9 * logarithms[gold]) - (0.1 * logarithms.Average());

    private TrainingLoss Loss(double rDrop)
    {
        random.manual_seed(3);
        return TrainingLoss.Of(_model, Pairs, CPU, new RegularisationConfig { LabelSmoothing = 0.1, RDrop = rDrop });
    }
}
