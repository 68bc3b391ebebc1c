using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// Soft attention: how much each target position looks at each source position, and what it sees there. All target
/// positions ask at once. Stateless: keys and mask come with the source.
/// </summary>
internal sealed class Attention : nn.Module
{
    [ComponentName(Name = "query")]
    private readonly Linear _query;

    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "direction")]
    private readonly Parameter? _direction; // v of the additive form, [attn]

    [ComponentName(Name = "gain")]
    private readonly Parameter? _gain; // g of the weight norm, scalar

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // b, [attn]

    private readonly AttentionKind _kind;
    private readonly double _scale;

    public Attention(ModelConfig config) : base(nameof(Attention))
    {
        var width = config.DecoderHidden;
        _kind = config.Attention;
        _scale = 1 / Math.Sqrt(width);
        _query = nn.Linear(config.DecoderHidden, width, hasBias: false);
        _key = nn.Linear(config.Context, width, hasBias: false);
        if (_kind == AttentionKind.Additive)
        {
            _direction = nn.Parameter(empty(width));
            _gain = nn.Parameter(full([1], _scale));
            _bias = nn.Parameter(zeros(width));
        }

        RegisterComponents();
    }

    /// <summary>Keys of annotations: <c>[batch, srcLen, context]</c> to <c>[batch, srcLen, attn]</c>, once a sentence.</summary>
    public Tensor Keys(Tensor annotations) => _key.call(annotations);

    /// <summary>Looks at the source from every decoder state.</summary>
    /// <param name="states"><c>[rows, steps, hidden]</c>, where rows is a multiple of the number of sentences.</param>
    /// <param name="source">The encoded sentences; row r of the states belongs to sentence r / (rows / sentences).</param>
    /// <returns>The mixed annotations, <c>[rows, steps, context]</c>, and the weights, <c>[rows, steps, srcLen]</c>.</returns>
    public (Tensor Context, Tensor Weights) Look(Tensor states, EncodedSource source)
    {
        // All hypotheses and steps of one sentence ask together, so that the source is never repeated for a beam.
        var (rows, steps) = (states.shape[0], states.shape[1]);
        var queries = _query.call(states).view(source.Count, -1, _query.out_features); // [batch, beam * steps, attn]
        var padding = source.Mask.logical_not().unsqueeze(1); // [batch, 1, srcLen]
        var weights = Score(queries, source.Keys).masked_fill(padding, float.NegativeInfinity).softmax(-1);
        var context = bmm(weights, source.States); // [batch, beam * steps, context]
        return (context.view(rows, steps, -1), weights.view(rows, steps, -1));
    }

    private Tensor Score(Tensor queries, Tensor keys) => _kind switch
    {
        AttentionKind.Dot => bmm(queries * _scale, keys.transpose(1, 2)),
        _ => Additive(queries, keys),
    };

    // g * (v / |v|) . tanh(W_q q + W_k k + b): GNMT's normed form of Bahdanau et al. 2015, A.1.2.
    private Tensor Additive(Tensor queries, Tensor keys)
    {
        var sum = queries.unsqueeze(2) + keys.unsqueeze(1) + _bias!; // [batch, asks, srcLen, attn]
        var direction = _direction! / _direction!.norm() * _gain!;
        return (sum.tanh() * direction).sum(-1);
    }
}
