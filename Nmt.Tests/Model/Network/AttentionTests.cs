using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Network;

/// <summary>Several heads against each head computed on its own, as the papers write it.</summary>
public sealed class AttentionTests : IDisposable
{
    private const int Heads = 3;
    private const int Width = 4; // of a head's queries and keys
    private const int Seen = 2;  // of a head's values

    private readonly DisposeScopes _scopes = new();

    public void Dispose() => _scopes.Dispose();

    [Theory]
    [InlineData("Dot")]
    [InlineData("Additive")]
    public void Look_SeveralHeads_EqualsEachHeadOnItsOwn(string kind)
    {
        var config = new ModelConfig
        {
            VocabularySize = 10,
            DecoderHidden = Heads * Width,
            EncoderHidden = Heads * Seen / 2,
            AttentionHeads = Heads,
            Attention = Enum.Parse<AttentionKind>(kind),
        };
        random.manual_seed(3);
        var attention = new Attention(config);
        using (no_grad())
        {
            foreach (var parameter in attention.parameters())
                nn.init.uniform_(parameter, -1, 1);
        }

        var (annotations, states) = (randn([2, 5, Heads * Seen]), randn([2, 3, Heads * Width]));
        var mask = tensor(new[] { true, true, true, true, true, true, true, true, false, false }, [2, 5]);
        var source = new EncodedSource(attention.Values(annotations), attention.Keys(annotations), mask, annotations.mean([1]));

        var (context, weights) = attention.Look(states, source);

        var heads = Enumerable.Range(0, Heads).Select(head => Head(attention, head, states, source)).ToList();
        Near(cat([.. heads.Select(head => head.Context)], 2), context);
        Near(stack(heads.Select(head => head.Weights)).mean([0]), weights);
    }

    [Fact]
    public void Values_OneHead_AreTheAnnotationsThemselves()
    {
        var attention = new Attention(TinyModel.Config);
        var annotations = randn([2, 5, TinyModel.Config.Context]);

        Assert.Same(annotations, attention.Values(annotations));
        Assert.Null(attention.get_parameter("value.weight"));
    }

    private static (Tensor Context, Tensor Weights) Head(Attention attention, int head, Tensor states, EncodedSource source)
    {
        var query = nn.functional.linear(states, attention.get_parameter("query.weight")!).narrow(2, head * Width, Width);
        var key = source.Keys.narrow(2, head * Width, Width);
        var scores = attention.get_parameter("direction") is { } direction
            ? Additive(attention, head, query, key, direction.narrow(0, head * Width, Width))
            : bmm(query, key.transpose(1, 2)) / Math.Sqrt(Width);
        var weights = scores.masked_fill(source.Mask.logical_not().unsqueeze(1), float.NegativeInfinity).softmax(-1);
        return (bmm(weights, source.States.narrow(2, head * Seen, Seen)), weights);
    }

    private static Tensor Additive(Attention attention, int head, Tensor query, Tensor key, Tensor direction)
    {
        var bias = attention.get_parameter("bias")!.narrow(0, head * Width, Width);
        var gain = attention.get_parameter("gain")![head];
        return ((query.unsqueeze(2) + key.unsqueeze(1) + bias).tanh() * (direction / direction.norm() * gain)).sum(-1);
    }

    private static void Near(Tensor expected, Tensor found) =>
        Assert.True(expected.allclose(found, rtol: 0, atol: 1e-5), $"differs by {(expected - found).abs().max().item<float>()}");
}
