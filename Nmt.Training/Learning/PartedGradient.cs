using Nmt.Model.Errors;
using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>Leaves in the model the gradient of the mean loss per target token of all parts, as if they were one batch.</summary>
internal delegate (double Loss, int Tokens) TakeGradient(IReadOnlyList<IReadOnlyList<EncodedPair>> parts);

/// <summary>What the batches of a step were found to cost.</summary>
/// <param name="Loss">Nats per target token.</param>
/// <param name="Tokens">Target tokens, end marks included.</param>
/// <param name="Limit">Most cells that are computed at once; smaller than before where the memory was too small.</param>
internal readonly record struct StepCost(double Loss, int Tokens, int? Limit);

/// <summary>The gradient of a step in parts that the memory holds: where it is too small for one, they are halved.</summary>
/// <param name="take">Computes the gradient of parts.</param>
/// <param name="device">For people.</param>
internal sealed class PartedGradient(TakeGradient take, Device device)
{
    /// <param name="batches">At least one, each of at least one pair.</param>
    /// <param name="seed">Of the dropout masks.</param>
    /// <param name="limit">Most cells at once, as an earlier step found; null for no limit.</param>
    /// <exception cref="NmtException">Not even one pair fits.</exception>
    public StepCost Of(IReadOnlyList<IReadOnlyList<EncodedPair>> batches, long seed, int? limit)
    {
        while (true)
        {
            var parts = batches.SelectMany(batch => BatchParts.Of(batch, limit)).ToList();
            try
            {
                random.manual_seed(seed);
                var (loss, tokens) = take(parts);
                return new StepCost(loss, tokens, limit);
            }
            catch (Exception e) when (FullMemory.Is(e))
            {
                limit = Half(parts.MaxBy(BatchParts.Cells)!, e);
            }
        }
    }

    private int Half(IReadOnlyList<EncodedPair> largest, Exception full) => largest.Count > 1
        ? BatchParts.Cells(largest) / 2
        : throw new NmtException(
            $"The memory of {device} does not hold one pair of {BatchParts.Cells(largest)} tokens ({FullMemory.Words(full)}). "
            + "Lower data.maxLength or the width of the model, set regularisation.rDrop to 0, or train on a machine with more memory.", full);
}
