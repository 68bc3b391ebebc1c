using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>What one pass of the decoder gives.</summary>
/// <param name="Features">The vectors before the softmax layer, <c>[rows, steps, emb]</c>.</param>
/// <param name="Attention">Weights over the source, <c>[rows, steps, srcLen]</c>.</param>
/// <param name="State">The state after the last step.</param>
internal readonly record struct DecoderPass(Tensor Features, Tensor Attention, DecoderState State);

/// <summary>How the layers of a pass run.</summary>
/// <param name="Masks">From <see cref="Decoder.Masks"/>.</param>
/// <param name="Recurrence">The kernel, or cells.</param>
internal readonly record struct DecoderSetting(IReadOnlyList<Tensor?> Masks, IRecurrence Recurrence);

/// <summary>
/// Stacked LSTM in the layout of NVIDIA's GNMT v2: layer 1 reads the embedded target alone, attention asks with its
/// states at all steps at once, and the layers above read <c>[x; context]</c>. So every layer is one fused kernel over
/// the whole target, and one step of a search is the same code over a target of length 1.
/// </summary>
internal sealed class Decoder : nn.Module
{
    [ComponentName(Name = "layers")]
    private readonly ModuleList<LSTM> _layers;

    [ComponentName(Name = "norms")]
    private readonly ModuleList<LayerNorm> _norms;

    [ComponentName(Name = "attention")]
    private readonly Attention _attention;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    [ComponentName(Name = "bridge")]
    private readonly Linear? _bridge;

    private readonly ModelConfig _config;

    public Decoder(ModelConfig config) : base(nameof(Decoder))
    {
        _config = config;
        var hidden = config.DecoderHidden;
        var bottom = config.Embedding * (config.InputFeeding ? 2 : 1);
        _layers = new ModuleList<LSTM>([.. Enumerable.Range(0, config.DecoderLayers)
            .Select(layer => nn.LSTM(layer == 0 ? bottom : hidden + config.Context, hidden, batchFirst: true))]);
        _norms = new ModuleList<LayerNorm>([.. Enumerable.Range(0, config.LayerNorm ? config.DecoderLayers : 0)
            .Select(_ => nn.LayerNorm(hidden))]);
        _attention = new Attention(config);
        _output = nn.Linear(hidden + config.Context + config.Embedding, config.Embedding);
        _bridge = config.Bridge == BridgeKind.Mean ? nn.Linear(config.Context, 2 * config.DecoderLayers * hidden) : null;
        RegisterComponents();
    }

    /// <summary>Attention keys of annotations, <c>[batch, srcLen, attn]</c>.</summary>
    public Tensor Keys(Tensor annotations) => _attention.Keys(annotations);

    /// <summary>What attention mixes of annotations, <c>[batch, srcLen, context]</c>.</summary>
    public Tensor Values(Tensor annotations) => _attention.Values(annotations);

    /// <summary>The state before the first piece, <paramref name="beam"/> equal rows a sentence.</summary>
    public DecoderState Start(EncodedSource source, int beam)
    {
        var (layers, hidden, rows) = (_config.DecoderLayers, _config.DecoderHidden, (long)source.Count * beam);
        var start = _bridge is null
            ? zeros([source.Count, 2 * layers * hidden], dtype: source.Mean.dtype, device: source.Mean.device)
            : _bridge.call(source.Mean).tanh();
        List<Tensor> tensors = [.. start.repeat_interleave(beam, 0).view(rows, 2 * layers, hidden).unbind(1).Select(part => part.contiguous())];
        if (_config.InputFeeding)
            tensors.Add(zeros([rows, _config.Embedding], dtype: start.dtype, device: start.device));
        return new DecoderState(tensors);
    }

    /// <summary>The masks of one batch, drawn once, since a locked mask is the same at every step.</summary>
    /// <param name="embedded">The embedded pieces, <c>[rows, steps, emb]</c>.</param>
    public IReadOnlyList<Tensor?> Masks(Tensor embedded)
    {
        var rate = training ? _config.Dropout : 0;
        long[] widths = [.. _layers.Select((_, layer) => layer == 0
            ? _config.Embedding * (_config.InputFeeding ? 2 : 1)
            : (long)(_config.DecoderHidden + _config.Context)), _output.in_features];
        return [.. widths.Select(width => Dropout.LockedMask(embedded.shape[0], width, rate, embedded))];
    }

    /// <summary>Runs over a target: all steps at once, or one by one where the last output is fed back.</summary>
    /// <param name="embedded">The embedded pieces that came before, <c>[rows, steps, emb]</c>.</param>
    /// <param name="state">The state before the first of them.</param>
    /// <param name="source">The encoded sentences.</param>
    /// <param name="setting">How the layers run.</param>
    public DecoderPass Run(Tensor embedded, DecoderState state, EncodedSource source, DecoderSetting setting)
    {
        if (!_config.InputFeeding)
            return Advance(embedded, embedded, state.Tensors, source, setting);
        List<Tensor> features = [], attention = [];
        for (long step = 0; step < embedded.shape[1]; step++)
        {
            var piece = embedded.narrow(1, step, 1); // [rows, 1, emb]
            var pass = Advance(piece, cat([piece, state.Tensors[^1].unsqueeze(1)], 2), state.Tensors, source, setting);
            state = new DecoderState([.. pass.State.Tensors, pass.Features.squeeze(1)]);
            features.Add(pass.Features);
            attention.Add(pass.Attention);
        }

        return new DecoderPass(cat(features, 1), cat(attention, 1), state);
    }

    private DecoderPass Advance(
        Tensor embedded, Tensor input, IReadOnlyList<Tensor> state, EncodedSource source, DecoderSetting setting)
    {
        List<Tensor> next = [];
        var x = Layer(0, input, state, setting, next); // [rows, steps, hidden]
        var (context, weights) = _attention.Look(x, source);
        for (var layer = 1; layer < _config.DecoderLayers; layer++)
            x = Layer(layer, cat([x, context], 2), state, setting, next, residual: x);
        // Deep output: the state, what it saw and what came before (Bahdanau et al. 2015, A.2.2; context as in RNMT+).
        var features = _output.call(Dropout.Apply(cat([x, context, embedded], 2), setting.Masks[^1])).tanh();
        return new DecoderPass(features, weights, new DecoderState(next));
    }

    private Tensor Layer(
        int layer, Tensor input, IReadOnlyList<Tensor> state, DecoderSetting setting, List<Tensor> next,
        Tensor? residual = null)
    {
        var before = (state[2 * layer].unsqueeze(0), state[2 * layer + 1].unsqueeze(0)); // each [1, rows, hidden]
        var (output, h, c) = setting.Recurrence.Run(
            new(MemorySide.Target, layer), _layers[layer], Dropout.Apply(input, setting.Masks[layer]), before);
        next.Add(h.squeeze(0));
        next.Add(c.squeeze(0));
        output = residual is null ? output : output + residual;
        return _config.LayerNorm ? _norms[layer].call(output) : output;
    }
}
