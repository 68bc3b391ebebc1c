using Nmt.Model.Batching;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// Stacked bidirectional LSTM. Layer k reads both directions of layer k - 1; from the second layer on its input is
/// added to its output (He et al. 2016) before layer norm. Follows GNMT (arXiv 1609.08144, 3) with every layer
/// bidirectional, which the short sentences of small corpora repay.
/// </summary>
internal sealed class Encoder : nn.Module
{
    [ComponentName(Name = "forwards")]
    private readonly ModuleList<LSTM> _forwards;

    [ComponentName(Name = "backwards")]
    private readonly ModuleList<LSTM> _backwards;

    [ComponentName(Name = "norms")]
    private readonly ModuleList<LayerNorm> _norms;

    private readonly ModelConfig _config;

    public Encoder(ModelConfig config) : base(nameof(Encoder))
    {
        _config = config;
        var widths = Enumerable.Range(0, config.EncoderLayers)
            .Select(layer => layer == 0 ? config.Embedding : config.Context).ToArray();
        _forwards = new ModuleList<LSTM>([.. widths.Select(width => nn.LSTM(width, config.EncoderHidden, batchFirst: true))]);
        _backwards = new ModuleList<LSTM>([.. widths.Select(width => nn.LSTM(width, config.EncoderHidden, batchFirst: true))]);
        _norms = new ModuleList<LayerNorm>([.. widths.Take(config.LayerNorm ? widths.Length : 0).Select(_ => nn.LayerNorm(config.Context))]);
        RegisterComponents();
    }

    /// <summary>Annotations of embedded sentences.</summary>
    /// <param name="embedded"><c>[batch, srcLen, emb]</c></param>
    /// <param name="source">The batch that was embedded.</param>
    /// <param name="recurrence">How the layers run.</param>
    /// <returns><c>[batch, srcLen, 2 * encHidden]</c>; what stands on padding is meaningless and must be masked.</returns>
    public Tensor Annotate(Tensor embedded, TokenBatch source, IRecurrence recurrence)
    {
        var reversal = new Reversal(source.Lengths, source.Length);
        var input = embedded;
        for (var layer = 0; layer < _config.EncoderLayers; layer++)
        {
            var rate = training ? _config.Dropout : 0;
            var dropped = Dropout.Apply(input, Dropout.LockedMask(source.Count, input.shape[2], rate, input));
            var (forward, _, _) = recurrence.Run(new(MemorySide.SourceForward, layer), _forwards[layer], dropped, null);
            var (backward, _, _) = recurrence.Run(new(MemorySide.SourceBackward, layer), _backwards[layer], reversal.Apply(dropped), null);
            var output = cat([forward, reversal.Apply(backward)], 2); // [batch, srcLen, 2 * encHidden]
            output = layer == 0 ? output : output + input;
            input = _config.LayerNorm ? _norms[layer].call(output) : output;
        }

        return input;
    }
}
