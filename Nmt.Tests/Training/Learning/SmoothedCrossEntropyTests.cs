using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class SmoothedCrossEntropyTests
{
    private static readonly EncodedPair Short = new([5, 6], [7]);
    private static readonly EncodedPair Long = new([8, 9, 10, 11], [12, 13, 14, 15, 16]);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Of_Batch_EqualsTheFormulaWorkedOutTokenByToken(double smoothing)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(TinyModel.Config);
        var (sum, tokens) = (0.0, 0);
        foreach (var pair in (EncodedPair[])[Short, Long])
        {
            var batch = TrainingBatch.Of([pair], CPU);
            using var source = model.Encode(batch.Source);
            var logits = model.Logits(model.Features(source, batch.TargetIn))[0];
            int[] gold = [.. pair.Target, 2];
            for (var i = 0; i < gold.Length; i++)
                sum += Smoothed(logits[i].detach().data<float>().ToArray(), gold[i], smoothing);
            tokens += gold.Length;
        }

        var loss = SmoothedCrossEntropy.Of(model, TrainingBatch.Of([Short, Long], CPU), smoothing).item<float>();

        Assert.Equal(sum / tokens, loss, 5);
    }

    // -(1 - e) log p(gold) - e / vocab * sum log p(piece): Szegedy et al. 2016, section 7, with a uniform prior.
    private static double Smoothed(float[] logits, int gold, double smoothing)
    {
        var log = Math.Log(logits.Sum(logit => Math.Exp(logit)));
        var uniform = logits.Average(logit => log - logit);
        return ((1 - smoothing) * (log - logits[gold])) + (smoothing * uniform);
    }
}
