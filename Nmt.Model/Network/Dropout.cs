using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// Dropout that keeps the fused kernels: masks are drawn once for a sentence and used at every step, outside the
/// recurrence. Kept values are scaled by 1 / (1 - rate), so that nothing changes when translating.
/// </summary>
internal static class Dropout
{
    /// <summary>Locked dropout (Gal and Ghahramani 2016, arXiv 1512.05287): one mask <c>[batch, 1, width]</c> for all steps.</summary>
    public static Tensor? LockedMask(long batch, long width, double rate, Tensor like) =>
        rate == 0 ? null : Mask([batch, 1, width], rate, like);

    /// <summary>Word dropout (Sennrich and Zhang 2019, arXiv 1905.11901): blanks whole positions, mask <c>[batch, length, 1]</c>.</summary>
    public static Tensor? WordMask(long batch, long length, double rate, Tensor like) =>
        rate == 0 ? null : Mask([batch, length, 1], rate, like);

    /// <summary>The input under a mask, or the input itself where there is none.</summary>
    public static Tensor Apply(Tensor input, Tensor? mask) => mask is null ? input : input * mask;

    // A mask has the type of what it covers: a wider one would widen all that follows.
    private static Tensor Mask(long[] shape, double rate, Tensor like) =>
        empty(shape, dtype: like.dtype, device: like.device).bernoulli_(1 - rate).div_(1 - rate);
}
