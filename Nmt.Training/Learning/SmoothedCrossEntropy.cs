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
        using var source = model.Encode(batch.Source);
        var features = model.Features(source, batch.TargetIn);                            // [batch, tgtLen, emb]
        var real = features.flatten(0, 1).index_select(0, batch.GoldPositions);           // [tokens, emb]
        return nn.functional.cross_entropy(model.Logits(real).to(ScalarType.Float32), batch.Gold, label_smoothing: smoothing);
    }
}
