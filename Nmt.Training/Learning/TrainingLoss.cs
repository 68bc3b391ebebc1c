using Nmt.Model.Network;
using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// What a step of training makes small: cross entropy with label smoothing, and where it is asked for that two passes under
/// different dropout agree (R-Drop: Liang et al. 2021, arXiv 2106.14448).
/// </summary>
/// <param name="Total">What is differentiated; a scalar, float32.</param>
/// <param name="CrossEntropy">What is reported, the same with agreement and without; a scalar, float32.</param>
internal readonly record struct TrainingLoss(Tensor Total, Tensor CrossEntropy)
{
    /// <param name="model">In training mode.</param>
    /// <param name="pairs">At least one.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="config">How much is smoothed, and what agreement is worth.</param>
    /// <returns>Nats per target token, end marks included.</returns>
    public static TrainingLoss Of(Seq2SeqModel model, IReadOnlyList<EncodedPair> pairs, Device device, RegularisationConfig config)
    {
        // Each sentence of a batch has masks of its own, so two passes are one over the batch twice.
        using var batch = TrainingBatch.Of(config.RDrop == 0 ? pairs : [.. pairs, .. pairs], device);
        using var scores = SmoothedCrossEntropy.Scores(model, batch);
        if (config.RDrop == 0)
        {
            var only = SmoothedCrossEntropy.Of(scores, batch, config.LabelSmoothing);
            return new(only, only);
        }

        var logarithms = scores.log_softmax(-1);
        var error = SmoothedCrossEntropy.OfLogarithms(logarithms, batch, config.LabelSmoothing);
        return new(error + (Disagreement(logarithms) * (config.RDrop / 4)), error);
    }

    /// <summary>
    /// KL(P‖Q) + KL(Q‖P) = Σ (P - Q)(log P - log Q), the mean over the tokens. The paper's equation 4 is
    /// -log P - log Q + α/2 (KL(P‖Q) + KL(Q‖P)); the mean cross entropy of both passes is half of its first part, hence α/4.
    /// </summary>
    /// <param name="logarithms">Of the probabilities, <c>[2 · tokens, vocab]</c>: first the one pass, then the other.</param>
    private static Tensor Disagreement(Tensor logarithms)
    {
        var tokens = logarithms.shape[0] / 2;
        var (p, q) = (logarithms.narrow(0, 0, tokens), logarithms.narrow(0, tokens, tokens));
        using var product = (p.exp() - q.exp()) * (p - q);
        return product.sum() / tokens;
    }
}
