using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// What the encoder says of a batch of sentences, one row a sentence. A value: nothing in it is written after it was
/// made, so that one encoding serves every beam and every step.
/// </summary>
/// <param name="states">What attention mixes, <c>[batch, srcLen, context]</c>: the annotations; with several heads, their values.</param>
/// <param name="keys">The annotations as attention compares them, <c>[batch, srcLen, attn]</c>.</param>
/// <param name="mask">True for real tokens, <c>[batch, srcLen]</c> bool; padding only follows tokens.</param>
/// <param name="mean">Mean annotation over the real tokens, <c>[batch, context]</c>; the bridge starts from it.</param>
public sealed class EncodedSource(Tensor states, Tensor keys, Tensor mask, Tensor mean) : IDisposable
{
    /// <summary>What attention mixes, <c>[batch, srcLen, context]</c>.</summary>
    public Tensor States => states;

    /// <summary>Attention keys, <c>[batch, srcLen, attn]</c>.</summary>
    public Tensor Keys => keys;

    /// <summary>True for real tokens, <c>[batch, srcLen]</c>.</summary>
    public Tensor Mask => mask;

    /// <summary>Mean annotation, <c>[batch, context]</c>.</summary>
    public Tensor Mean => mean;

    /// <summary>The same sentences as further members of an ensemble encode them; empty for a single model.</summary>
    public IReadOnlyList<EncodedSource> Others { get; init; } = [];

    /// <summary>Number of sentences.</summary>
    public int Count => (int)states.shape[0];

    /// <summary>The sentences at <paramref name="sentences"/> (<c>[n]</c> int64), in that order, as a new value.</summary>
    public EncodedSource Select(Tensor sentences) => new(
        states.index_select(0, sentences), keys.index_select(0, sentences),
        mask.index_select(0, sentences), mean.index_select(0, sentences))
    {
        Others = [.. Others.Select(other => other.Select(sentences))],
    };

    /// <summary>The same sentences, of which attention sees other positions. The tensors are shared.</summary>
    /// <param name="visible">True for what can be seen, <c>[batch, srcLen]</c> bool; at least one position of each sentence.</param>
    public EncodedSource Seeing(Tensor visible) => new(states, keys, visible, mean)
    {
        Others = [.. Others.Select(other => other.Seeing(visible))],
    };

    /// <summary>Moves the tensors out of the current dispose scope and returns this value.</summary>
    public EncodedSource MoveToOuterDisposeScope()
    {
        states.MoveToOuterDisposeScope();
        keys.MoveToOuterDisposeScope();
        mask.MoveToOuterDisposeScope();
        mean.MoveToOuterDisposeScope();
        foreach (var other in Others)
            other.MoveToOuterDisposeScope();
        return this;
    }

    public void Dispose()
    {
        states.Dispose();
        keys.Dispose();
        mask.Dispose();
        mean.Dispose();
        foreach (var other in Others)
            other.Dispose();
    }
}
