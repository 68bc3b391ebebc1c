using Nmt.Model.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// The network in a narrower type, for the forward and the backward pass of a step. The optimizer goes on with the
/// weights of full precision, since most updates are smaller than what the narrow type tells apart (Micikevicius et al.
/// 2018, arXiv 1710.03740, 3.1). It holds nothing that a checkpoint would need.
/// </summary>
internal sealed class WorkingCopy : IDisposable
{
    private readonly (Parameter Master, Parameter Copy)[] _weights;

    /// <param name="master">The weights that are learned, float32.</param>
    /// <param name="type">A narrower floating-point type.</param>
    public WorkingCopy(Seq2SeqModel master, ScalarType type)
    {
        Model = new Seq2SeqModel(master.Config);
        Model.to(master.Device, type);
        _weights = [.. master.named_parameters().Zip(Model.named_parameters(), (all, narrow) => (all.parameter, narrow.parameter))];
    }

    /// <summary>The copy; always in training.</summary>
    public Seq2SeqModel Model { get; }

    /// <summary>Rounds the weights as they are now; old gradients are forgotten.</summary>
    public void TakeWeights()
    {
        using var noGradient = no_grad();
        foreach (var (master, copy) in _weights)
            copy.copy_(master);
        Model.zero_grad();
    }

    /// <summary>Gives its gradients to the weights, widened.</summary>
    public void GiveGradients()
    {
        using var scope = NewDisposeScope();
        foreach (var (master, copy) in _weights)
            master.grad = copy.grad?.to(master.dtype);
    }

    public void Dispose() => Model.Dispose();
}
