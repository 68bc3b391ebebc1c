using Nmt.Model.Errors;
using Nmt.Model.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// An exponential moving average of the weights (Polyak and Juditsky 1992): what is evaluated and kept. The early
/// updates weigh more, so that the random start is soon forgotten.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private readonly (string Name, Parameter Weight, Tensor Mean)[] _weights;

    public WeightAverage(Seq2SeqModel model, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(decay, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        _decay = decay;
        _weights = [.. model.named_parameters().Select(p => (p.name, p.parameter, Copy(p.parameter)))];
    }

    /// <summary>The averages by name of parameter; they stay this object's.</summary>
    public IEnumerable<(string Name, Tensor Mean)> Means => _weights.Select(weight => (weight.Name, weight.Mean));

    /// <summary>Takes in the weights after an update.</summary>
    /// <param name="update">Counted from 1.</param>
    public void Observe(long update)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var decay = Math.Min(_decay, (1.0 + update) / (10.0 + update));
        foreach (var (_, weight, mean) in _weights)
            mean.mul_(decay).add_(weight, alpha: 1 - decay);
    }

    /// <summary>Puts saved averages back.</summary>
    /// <param name="means">As <see cref="Means"/> gave them.</param>
    /// <exception cref="NmtException">One is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> means)
    {
        using var noGradient = no_grad();
        foreach (var (name, _, mean) in _weights)
            mean.copy_(means.TryGetValue(name, out var saved) ? saved : throw new NmtException($"The average of {name} is missing."));
    }

    /// <summary>Puts the averages into the model until the result is disposed; then the weights are back, bit for bit.</summary>
    public IDisposable Swap() => new Swapped(this);

    public void Dispose()
    {
        foreach (var (_, _, mean) in _weights)
            mean.Dispose();
    }

    // Owned by this object, whatever scope is open.
    private static Tensor Copy(Parameter weight)
    {
        using var scope = NewDisposeScope();
        return weight.detach().clone().DetachFromDisposeScope();
    }

    private sealed class Swapped : IDisposable
    {
        private readonly (Parameter Weight, Tensor Kept)[] _kept;

        public Swapped(WeightAverage average)
        {
            using var noGradient = no_grad();
            _kept = [.. average._weights.Select(w => (w.Weight, Copy(w.Weight)))];
            foreach (var (_, weight, mean) in average._weights)
                weight.copy_(mean);
        }

        public void Dispose()
        {
            using var noGradient = no_grad();
            foreach (var (weight, kept) in _kept)
            {
                weight.copy_(kept);
                kept.Dispose();
            }
        }
    }
}
