using Nmt.Model.Batching;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Training.Corpus;

/// <summary>
/// Pairs as tensors for teacher forcing: the decoder reads the target shifted by one and predicts it. Gold holds real
/// tokens only, so that the softmax, the costliest layer, never sees padding.
/// </summary>
internal sealed class TrainingBatch : IDisposable
{
    private TrainingBatch(TokenBatch source, Tensor targetIn, Tensor goldPositions, Tensor gold)
    {
        Source = source;
        TargetIn = targetIn;
        GoldPositions = goldPositions;
        Gold = gold;
        Tokens = (int)gold.shape[0];
    }

    public TokenBatch Source { get; }

    /// <summary>Begin mark and pieces, <c>[batch, tgtLen]</c> int64, padded.</summary>
    public Tensor TargetIn { get; }

    /// <summary>Where in the flattened <c>[batch * tgtLen]</c> the real tokens are, <c>[tokens]</c> int64.</summary>
    public Tensor GoldPositions { get; }

    /// <summary>Pieces and end mark of every row in turn, <c>[tokens]</c> int64.</summary>
    public Tensor Gold { get; }

    /// <summary>Real target tokens, end marks included.</summary>
    public int Tokens { get; }

    public static TrainingBatch Of(IReadOnlyList<EncodedPair> pairs, Device device)
    {
        var length = pairs.Max(pair => pair.TargetTokens);
        var targetIn = new long[pairs.Count * length];
        Array.Fill(targetIn, SpecialTokens.Pad);
        List<long> positions = new(targetIn.Length);
        List<long> gold = new(targetIn.Length);
        for (var row = 0; row < pairs.Count; row++)
        {
            var target = pairs[row].Target;
            var start = row * length;
            targetIn[start] = SpecialTokens.Bos;
            for (var i = 0; i <= target.Length; i++)
            {
                positions.Add(start + i);
                gold.Add(i < target.Length ? target[i] : SpecialTokens.Eos);
                if (i < target.Length)
                    targetIn[start + i + 1] = target[i];
            }
        }

        return new TrainingBatch(
            TokenBatch.Source([.. pairs.Select(pair => pair.Source)], device),
            tensor(targetIn, [pairs.Count, length], device: device),
            tensor(positions.ToArray(), device: device),
            tensor(gold.ToArray(), device: device));
    }

    public void Dispose()
    {
        Source.Dispose();
        TargetIn.Dispose();
        GoldPositions.Dispose();
        Gold.Dispose();
    }
}
