using Nmt.Model.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// DropConnect on the recurrent weights for one step of training (Wan et al. 2013; for LSTMs Merity et al. 2018, arXiv
/// 1708.02182, section 2): the same weights are gone at every position of every sentence, so the fused kernels stay.
/// <para>
/// An <c>nn.LSTM</c> takes no weights from outside. So its own are masked in place until this is disposed, and the chain
/// rule is done by hand: with w' = m · w, the gradient of w is m times that of w'.
/// </para>
/// </summary>
internal sealed class RecurrentDropout : IDisposable
{
    private const string RecurrentWeight = "weight_hh";

    private readonly List<(Parameter Weight, Tensor Kept, Tensor Mask)> _dropped = [];

    /// <param name="model">Its recurrent weights are masked, and what is left is scaled by 1 / (1 - rate).</param>
    /// <param name="rate">Share of the weights that are gone, [0, 1); at 0 nothing is drawn and nothing happens.</param>
    public RecurrentDropout(Seq2SeqModel model, double rate)
    {
        if (rate == 0)
            return;
        using var noGradient = no_grad();
        foreach (var (name, weight) in model.named_parameters().Where(entry => entry.name.Contains(RecurrentWeight, StringComparison.Ordinal)))
        {
            using var scope = NewDisposeScope();
            var mask = empty_like(weight).bernoulli_(1 - rate).div_(1 - rate).DetachFromDisposeScope();
            _dropped.Add((weight, weight.detach().clone().DetachFromDisposeScope(), mask));
            weight.mul_(mask);
        }
    }

    /// <summary>Turns the gradients of the masked weights, which are complete, into those of the weights.</summary>
    public void MaskGradients()
    {
        using var noGradient = no_grad();
        foreach (var (weight, _, mask) in _dropped)
        {
            using var scope = NewDisposeScope();
            weight.grad?.mul_(mask);
        }
    }

    /// <summary>Puts the weights back, bit for bit.</summary>
    public void Dispose()
    {
        using var noGradient = no_grad();
        foreach (var (weight, kept, mask) in _dropped)
        {
            weight.copy_(kept);
            kept.Dispose();
            mask.Dispose();
        }
    }
}
