using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// Soft attention: how much each target position looks at each source position, and what it sees there. All target
/// positions ask at once. With several heads each has its share of queries, keys and values, and what they see stands
/// side by side. Stateless: keys, values and mask come with the source.
/// </summary>
internal sealed class Attention : nn.Module
{
    [ComponentName(Name = "query")]
    private readonly Linear _query;

    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "value")]
    private readonly Linear? _value; // of several heads; one head mixes the annotations themselves

    [ComponentName(Name = "direction")]
    private readonly Parameter? _direction; // v of the additive form, [attn], one head's share after the other's

    [ComponentName(Name = "gain")]
    private readonly Parameter? _gain; // g of the weight norm, [heads]

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // b, [attn]

    private readonly AttentionKind _kind;
    private readonly int _heads;
    private readonly double _scale;

    public Attention(ModelConfig config) : base(nameof(Attention))
    {
        var width = config.DecoderHidden;
        _kind = config.Attention;
        _heads = config.AttentionHeads;
        _scale = 1 / Math.Sqrt((double)width / _heads);
        _query = nn.Linear(config.DecoderHidden, width, hasBias: false);
        _key = nn.Linear(config.Context, width, hasBias: false);
        _value = _heads > 1 ? nn.Linear(config.Context, config.Context, hasBias: false) : null;
        if (_kind == AttentionKind.Additive)
        {
            _direction = nn.Parameter(empty(width));
            _gain = nn.Parameter(full([_heads], _scale));
            _bias = nn.Parameter(zeros(width));
        }

        RegisterComponents();
    }

    /// <summary>Keys of annotations: <c>[batch, srcLen, context]</c> to <c>[batch, srcLen, attn]</c>, once a sentence.</summary>
    public Tensor Keys(Tensor annotations) => _key.call(annotations);

    /// <summary>What is mixed of annotations, <c>[batch, srcLen, context]</c>, once a sentence; may be the annotations themselves.</summary>
    public Tensor Values(Tensor annotations) => _value is null ? annotations : _value.call(annotations);

    /// <summary>Looks at the source from every decoder state.</summary>
    /// <param name="states"><c>[rows, steps, hidden]</c>, where rows is a multiple of the number of sentences.</param>
    /// <param name="source">The encoded sentences; row r of the states belongs to sentence r / (rows / sentences).</param>
    /// <returns>The mixed values, <c>[rows, steps, context]</c>, and the weights, <c>[rows, steps, srcLen]</c>: of several heads their mean.</returns>
    public (Tensor Context, Tensor Weights) Look(Tensor states, EncodedSource source)
    {
        // All hypotheses and steps of one sentence ask together, so that the source is never repeated for a beam.
        var (rows, steps) = (states.shape[0], states.shape[1]);
        var queries = _query.call(states).view(source.Count, -1, _query.out_features); // [batch, beam * steps, attn]
        var padding = Padding(source.Mask); // [batch * heads, 1, srcLen]
        var weights = Score(Split(queries), Split(source.Keys)).masked_fill(padding, float.NegativeInfinity).softmax(-1);
        var context = Join(bmm(weights, Split(source.States))); // [batch, beam * steps, context]
        return (context.view(rows, steps, -1), Mean(weights).view(rows, steps, -1));
    }

    // [batch, n, width] to [batch * heads, n, width / heads]
    private Tensor Split(Tensor vectors) => _heads == 1 ? vectors
        : vectors.view(vectors.shape[0], vectors.shape[1], _heads, -1).transpose(1, 2).reshape(-1, vectors.shape[1], vectors.shape[2] / _heads);

    // and back
    private Tensor Join(Tensor vectors) => _heads == 1 ? vectors
        : vectors.view(-1, _heads, vectors.shape[1], vectors.shape[2]).transpose(1, 2).reshape(vectors.shape[0] / _heads, vectors.shape[1], -1);

    private Tensor Padding(Tensor mask)
    {
        var padding = mask.logical_not().unsqueeze(1); // [batch, 1, srcLen]
        return _heads == 1 ? padding : padding.repeat_interleave(_heads, 0);
    }

    private Tensor Mean(Tensor weights) => _heads == 1 ? weights
        : weights.view(-1, _heads, weights.shape[1], weights.shape[2]).mean([1]); // [batch, asks, srcLen]

    private Tensor Score(Tensor queries, Tensor keys) => _kind switch
    {
        AttentionKind.Dot => bmm(queries * _scale, keys.transpose(1, 2)),
        _ => Additive(queries, keys),
    };

    // g * (v / |v|) . tanh(W_q q + W_k k + b), a head at a time: GNMT's normed form of Bahdanau et al. 2015, A.1.2.
    private Tensor Additive(Tensor queries, Tensor keys)
    {
        var direction = _direction!.view(_heads, -1); // [heads, width], width = attn / heads
        var normed = direction / direction.pow(2).sum(1, keepdim: true).sqrt() * _gain!.view(_heads, 1);
        var sum = queries.unsqueeze(2) + keys.unsqueeze(1) + Repeat(_bias!.view(_heads, -1), queries); // [batch * heads, asks, srcLen, width]
        return (sum.tanh() * Repeat(normed, queries)).sum(-1);
    }

    // [heads, width] to [batch * heads, 1, 1, width]: the heads of one sentence lie together
    private Tensor Repeat(Tensor ofHeads, Tensor queries) =>
        ofHeads.repeat(queries.shape[0] / _heads, 1).unsqueeze(1).unsqueeze(1);
}
