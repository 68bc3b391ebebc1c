using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// What every memory cell of the network held while it read a sentence and wrote a translation: gates, candidate, cell
/// and output of each layer, unit and token, computed anew from the weights that the fused kernel uses.
/// </summary>
public sealed class MemoryTrace
{
    /// <summary>The most values that a trace holds, 64 MiB of them; a network or a sentence beyond it is refused.</summary>
    public const long MostValues = 16 * 1024 * 1024;

    private readonly Dictionary<MemorySide, IReadOnlyList<LayerMemory>> _layers;

    private MemoryTrace(Dictionary<MemorySide, IReadOnlyList<LayerMemory>> layers) => _layers = layers;

    /// <summary>
    /// The layers of a side, the lowest first. Tokens of the source: its pieces and the end mark, but not the tag that
    /// the network may have read with them. Tokens of the target: what the decoder has read, so the begin mark and the
    /// pieces; the value at a token is that after reading it.
    /// </summary>
    public IReadOnlyList<LayerMemory> this[MemorySide side] => _layers[side];

    /// <summary>Reads a sentence and is made to say a translation.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="question">The sentence and what is held; its own side and layer do not count.</param>
    /// <param name="token">Looked at before each token of each layer.</param>
    /// <exception cref="NmtException">The trace would be larger than <see cref="MostValues"/>, or a clamp does not fit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MemoryTrace Of(Seq2SeqModel model, MemoryQuestion question, CancellationToken token = default)
    {
        CheckSize(model.Config, question.Source.Count + 1, question.Target.Count + 1);
        var recorded = new RecordedRecurrence(ClampedModel.Checked(question.Clamps, model.Config), token);
        var read = new TaggedSource(question.Tag, question.Source);
        Run(model, read.Ids, question.Target, recorded);
        return new MemoryTrace(Enum.GetValues<MemorySide>().ToDictionary(side => side, side => recorded.Layers(side, read.Tag.Count)));
    }

    /// <summary>One pass over source and target with every layer under the given recurrence.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="source">All that is read but the end mark.</param>
    /// <param name="target">Target pieces, without marks.</param>
    /// <param name="recurrence">How the layers run.</param>
    internal static void Run(Seq2SeqModel model, IReadOnlyList<int> source, IReadOnlyList<int> target, IRecurrence recurrence)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var batch = TokenBatch.Source([source], model.Device);
        long[] read = [SpecialTokens.Bos, .. target.Select(piece => (long)piece)];
        var targetIn = tensor(read, device: model.Device).unsqueeze(0); // [1, tgtLen]
        model.Features(model.Encode(batch, recurrence), targetIn, recurrence);
    }

    private static void CheckSize(ModelConfig config, long sourceTokens, long targetTokens)
    {
        var units = (sourceTokens * config.EncoderLayers * config.EncoderHidden * 2) + (targetTokens * config.DecoderLayers * config.DecoderHidden);
        var values = units * Enum.GetValues<MemoryQuantity>().Length;
        if (values > MostValues)
            throw new NmtException($"The memory of this sentence is too large to show: {values:N0} values, and {MostValues:N0} are the most. Choose a shorter sentence.");
    }
}
