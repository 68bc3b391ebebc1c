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
    /// <param name="regularisation">What the loss has beside the cross entropy.</param>
    /// <returns>Cross entropy in nats per target token, smoothed labels, and the target tokens, end marks included.</returns>
    public static (double Loss, int Tokens) Take(
        LearnedState learned, IReadOnlyList<IReadOnlyList<EncodedPair>> parts, RegularisationConfig regularisation)
    {
        var tokens = parts.Sum(TokensOf);
        var sum = 0.0;
        learned.TakeGradient(model =>
        {
            using var dropout = new RecurrentDropout(model, model.Config.RecurrentDropout);
            foreach (var part in parts)
            {
                using var scope = NewDisposeScope();
                var share = TokensOf(part) / (double)tokens;
                var loss = TrainingLoss.Of(model, part, learned.Device, regularisation);
                (parts.Count == 1 ? loss.Total : loss.Total * share).backward();
                sum += loss.CrossEntropy.item<float>() * share;
            }

            dropout.MaskGradients();
        });
        return (sum, tokens);
    }

    private static int TokensOf(IReadOnlyList<EncodedPair> part) => part.Sum(pair => pair.TargetTokens);
}
