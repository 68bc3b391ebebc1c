using Nmt.Model.Network;

namespace Nmt.Training.Presets;

/// <summary>
/// The sizes of a network without building it, so that one that would not fit can be refused before it takes the memory.
/// A test holds them to the network itself.
/// </summary>
/// <param name="Embeddings">Weights that are looked up or make the softmax.</param>
/// <param name="Encoder">Weights that each source token meets.</param>
/// <param name="Decoder">Weights that each target token meets, the softmax not among them.</param>
/// <param name="Bridge">Weights that each sentence meets.</param>
internal sealed record NetworkSize(long Embeddings, long Encoder, long Decoder, long Bridge)
{
    public long Parameters => Embeddings + Encoder + Decoder + Bridge;

    /// <exception cref="ArgumentException">The configuration is at fault.</exception>
    public static NetworkSize Of(ModelConfig model)
    {
        if (model.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(model));
        }

        long hidden = model.DecoderHidden;
        long bridge = model.Bridge == BridgeKind.Mean ? (model.Context + 1L) * 2 * model.DecoderLayers * hidden : 0;
        long embeddings = ((long)model.VocabularySize * model.Embedding * (1 + (model.TieSoftmax ? 0 : 1) + (model.ShareEmbeddings ? 0 : 1))) + model.VocabularySize;
        return new NetworkSize(embeddings, OfEncoder(model), OfDecoder(model), bridge);
    }

    private static long OfEncoder(ModelConfig model) => Enumerable.Range(0, model.EncoderLayers).Sum(layer =>
        (2 * Lstm(layer == 0 ? model.Embedding : model.Context, model.EncoderHidden)) + Norm(model, model.Context));

    private static long OfDecoder(ModelConfig model)
    {
        long hidden = model.DecoderHidden;
        long layers = Enumerable.Range(0, model.DecoderLayers).Sum(layer =>
            Lstm(layer == 0 ? model.Embedding * (model.InputFeeding ? 2 : 1) : hidden + model.Context, hidden) + Norm(model, hidden));
        long attention = (hidden * hidden) + (model.Context * hidden)
            + (model.AttentionHeads > 1 ? (long)model.Context * model.Context : 0)
            + (model.Attention == AttentionKind.Additive ? (2 * hidden) + model.AttentionHeads : 0);
        long output = (hidden + model.Context + model.Embedding + 1) * model.Embedding;
        return layers + attention + output;
    }

    // Four gates over the input and the last output, with cuDNN's two biases.
    private static long Lstm(long input, long hidden) => 4 * hidden * (input + hidden + 2);

    private static long Norm(ModelConfig model, long width) => model.LayerNorm ? 2 * width : 0;
}
