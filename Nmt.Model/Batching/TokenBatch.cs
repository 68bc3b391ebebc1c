using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Batching;

/// <summary>
/// Sentences of unequal length as one tensor: ids, a mask and lengths. Padding only ever follows the tokens, which is
/// what lets every layer run over the whole batch at once.
/// </summary>
public sealed class TokenBatch : IDisposable
{
    private TokenBatch(Tensor ids, Tensor mask, Tensor lengths)
    {
        Ids = ids;
        Mask = mask;
        Lengths = lengths;
    }

    /// <summary>Piece ids, <c>[batch, srcLen]</c> int64, padded with <see cref="SpecialTokens.Pad"/>.</summary>
    public Tensor Ids { get; }

    /// <summary>True for real tokens, <c>[batch, srcLen]</c> bool.</summary>
    public Tensor Mask { get; }

    /// <summary>Number of real tokens of each row, <c>[batch]</c> int64, each at least 1.</summary>
    public Tensor Lengths { get; }

    /// <summary>Number of sentences.</summary>
    public int Count => (int)Ids.shape[0];

    /// <summary>Length of the longest sentence, its end mark included.</summary>
    public int Length => (int)Ids.shape[1];

    /// <summary>A batch of source sentences; an end mark is appended to each, so that none is empty.</summary>
    /// <param name="sentences">Piece ids without end marks; at least one sentence, each may be empty.</param>
    /// <param name="device">Where the tensors live.</param>
    public static TokenBatch Source(IReadOnlyList<IReadOnlyList<int>> sentences, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sentences.Count, nameof(sentences));
        var length = sentences.Max(sentence => sentence.Count) + 1;
        var ids = new long[sentences.Count * length];
        var mask = new bool[ids.Length];
        var lengths = new long[sentences.Count];
        Array.Fill(ids, SpecialTokens.Pad);
        for (var row = 0; row < sentences.Count; row++)
        {
            var sentence = sentences[row];
            var start = row * length;
            for (var position = 0; position < sentence.Count; position++)
                ids[start + position] = sentence[position];
            ids[start + sentence.Count] = SpecialTokens.Eos;
            lengths[row] = sentence.Count + 1;
            mask.AsSpan(start, sentence.Count + 1).Fill(true);
        }

        long[] shape = [sentences.Count, length];
        return new TokenBatch(
            tensor(ids, shape, device: device), tensor(mask, shape, device: device), tensor(lengths, device: device));
    }

    public void Dispose()
    {
        Ids.Dispose();
        Mask.Dispose();
        Lengths.Dispose();
    }
}
