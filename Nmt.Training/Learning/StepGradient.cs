using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>The gradient of one step of training.</summary>
internal static class StepGradient
{
    /// <summary>
    /// Leaves in the model the gradient of the mean loss per target token of all <paramref name="parts"/>: that of one
    /// batch, or of several as if they were one. The recurrent weights are dropped once for all of them.
    /// </summary>
    /// <param name="learned">Its old gradients are forgotten; the weights end as they were.</param>
    /// <param name="parts">At least one batch, each of at least one pair.</param>
    /// <param name="smoothing">Of the labels.</param>
    /// <returns>Nats per target token, smoothed labels, and the target tokens, end marks included.</returns>
    public static (double Loss, int Tokens) Take(
        LearnedState learned, IReadOnlyList<IReadOnlyList<EncodedPair>> parts, double smoothing)
    {
        var tokens = parts.Sum(part => part.Sum(pair => pair.TargetTokens));
        var sum = 0.0;
        learned.TakeGradient(model =>
        {
            using var dropout = new RecurrentDropout(model, model.Config.RecurrentDropout);
            foreach (var part in parts)
            {
                using var scope = NewDisposeScope();
                using var batch = TrainingBatch.Of(part, learned.Device);
                var share = batch.Tokens / (double)tokens;
                var loss = SmoothedCrossEntropy.Of(model, batch, smoothing);
                (parts.Count == 1 ? loss : loss * share).backward();
                sum += loss.item<float>() * share;
            }

            dropout.MaskGradients();
        });
        return (sum, tokens);
    }
}
