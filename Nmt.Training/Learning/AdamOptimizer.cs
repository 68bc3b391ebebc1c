using Nmt.Model.Errors;
using Nmt.Model.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>TorchSharp's AdamW over a model's parameters, with its moments by name of parameter, to save and to restore.</summary>
internal sealed class AdamOptimizer : IDisposable
{
    private const string MeanPrefix = "adam.mean.";
    private const string SquarePrefix = "adam.square.";

    private readonly (string Name, Parameter Weight)[] _parameters;
    private readonly optim.Optimizer _adam;
    private readonly double _clipNorm;

    public AdamOptimizer(Seq2SeqModel model, OptimizerConfig config)
    {
        _parameters = [.. model.named_parameters().Select(p => (p.name, p.parameter))];
        _clipNorm = config.ClipNorm;
        _adam = optim.AdamW(
            _parameters.Select(p => p.Weight), config.LearningRate, config.Beta1, config.Beta2, config.Epsilon, config.WeightDecay);
    }

    /// <summary>First and second moments by name; they stay the optimizer's.</summary>
    public IEnumerable<(string Name, Tensor Moment)> Moments => _parameters.Zip(States()).SelectMany(
        IEnumerable<(string, Tensor)> (pair) =>
        [
            (MeanPrefix + pair.First.Name, pair.Second.exp_avg),
            (SquarePrefix + pair.First.Name, pair.Second.exp_avg_sq),
        ]);

    /// <summary>Updates the weights from their gradients, which are clipped first.</summary>
    /// <returns>The norm before clipping; where it is not finite nothing was updated.</returns>
    public double Step(double learningRate)
    {
        var norm = nn.utils.clip_grad_norm_(_parameters.Select(p => p.Weight), _clipNorm);
        if (!double.IsFinite(norm))
            return norm;

        foreach (var group in _adam.ParamGroups)
            group.LearningRate = learningRate;
        _adam.step();
        return norm;
    }

    /// <summary>Puts saved moments back.</summary>
    /// <param name="moments">As <see cref="Moments"/> gave them.</param>
    /// <param name="updates">How many updates made them; the bias correction needs it.</param>
    /// <exception cref="NmtException">A moment is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> moments, int updates)
    {
        using var noGradient = no_grad();
        foreach (var ((name, _), state) in _parameters.Zip(States()))
        {
            state.exp_avg.copy_(Find(moments, MeanPrefix + name));
            state.exp_avg_sq.copy_(Find(moments, SquarePrefix + name));
            state.step = updates;
        }
    }

    public void Dispose() => _adam.Dispose();

    private static Tensor Find(IReadOnlyDictionary<string, Tensor> moments, string name) =>
        moments.TryGetValue(name, out var tensor) ? tensor : throw new NmtException($"{name} is missing.");

    private IEnumerable<AdamW.State> States() => ((OptimizerHelper)_adam).state_dict().State.Cast<AdamW.State>();
}
