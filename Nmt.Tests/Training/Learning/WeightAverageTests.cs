using Nmt.Tests.Fakes;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class WeightAverageTests
{
    [Fact]
    public void Observe_Updates_FollowTheFormulaWithItsWarmUp()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(TinyModel.Config);
        var bias = model.get_parameter("softmax_bias")!;
        Fill(bias, 1);
        using var average = new WeightAverage(model, decay: 0.25);

        var expected = 1.0;
        for (var update = 1; update <= 5; update++)
        {
            Fill(bias, 10 * update);
            average.Observe(update);
            var decay = Math.Min(0.25, (1.0 + update) / (10.0 + update)); // 2/11, then 3/12 and the limit
            expected = (decay * expected) + ((1 - decay) * 10 * update);
        }

        Assert.Equal(expected, Mean(average), 4);
    }

    [Fact]
    public void Swap_UntilDisposed_PutsTheAveragesInAndThenTheWeightsBackBitForBit()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(TinyModel.Config);
        using var average = new WeightAverage(model, decay: 0.5);
        using (no_grad())
            model.get_parameter("softmax_bias")!.add_(rand(TinyModel.Config.VocabularySize));
        var before = model.get_parameter("softmax_bias")!.detach().clone().bytes.ToArray();

        using (average.Swap())
        {
            var mean = average.Means.First(pair => pair.Name == "softmax_bias").Mean;
            Assert.Equal(mean.bytes.ToArray(), model.get_parameter("softmax_bias")!.detach().bytes.ToArray());
            Assert.NotEqual(before, model.get_parameter("softmax_bias")!.detach().bytes.ToArray());
        }

        Assert.Equal(before, model.get_parameter("softmax_bias")!.detach().bytes.ToArray());
    }

    private static void Fill(Tensor weight, double value)
    {
        using var noGradient = no_grad();
        weight.fill_(value);
    }

    private static float Mean(WeightAverage average) =>
        average.Means.First(pair => pair.Name == "softmax_bias").Mean[0].item<float>();
}
