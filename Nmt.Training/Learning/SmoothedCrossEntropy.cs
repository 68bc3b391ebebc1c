using Nmt.Model.Network;
using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>The loss of a batch: cross entropy with label smoothing (Szegedy et al. 2016, arXiv 1512.00567, section 7).</summary>
internal static class SmoothedCrossEntropy
{
    /// <returns>A scalar, float32 whatever the network's type: nats per target token, end marks included.</returns>
    public static Tensor Of(Seq2SeqModel model, TrainingBatch batch, double smoothing)
    {
        using var scores = Scores(model, batch);
        return Of(scores, batch, smoothing);
    }

    /// <inheritdoc cref="Of(Seq2SeqModel, TrainingBatch, double)"/>
    /// <param name="scores">What <see cref="Scores"/> gave for the batch.</param>
    /// <param name="batch">The gold pieces.</param>
    /// <param name="smoothing">Of the labels.</param>
    public static Tensor Of(Tensor scores, TrainingBatch batch, double smoothing) =>
        nn.functional.cross_entropy(scores, batch.Gold, label_smoothing: smoothing);

    /// <inheritdoc cref="Of(Seq2SeqModel, TrainingBatch, double)"/>
    /// <param name="logarithms">Of the probabilities of all pieces, <c>[tokens, vocab]</c>.</param>
    /// <param name="batch">The gold pieces.</param>
    /// <param name="smoothing">Of the labels.</param>
    public static Tensor OfLogarithms(Tensor logarithms, TrainingBatch batch, double smoothing) =>
        -((logarithms.gather(1, batch.Gold.unsqueeze(1)).mean() * (1 - smoothing)) + (logarithms.mean() * smoothing));

    /// <summary>The scores of all pieces in the place of each gold one, before the softmax, <c>[tokens, vocab]</c> float32.</summary>
    public static Tensor Scores(Seq2SeqModel model, TrainingBatch batch)
    {
        using var source = model.Encode(batch.Source);
        var features = model.Features(source, batch.TargetIn);                            // [batch, tgtLen, emb]
        var real = features.flatten(0, 1).index_select(0, batch.GoldPositions);           // [tokens, emb]
        return model.Logits(real).to(ScalarType.Float32);
    }
}
