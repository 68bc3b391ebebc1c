using Nmt.Model.Errors;
using Nmt.Model.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>One of TorchSharp's optimizers over a model's parameters, with its moments by name of parameter, to save and to restore.</summary>
internal sealed class ModelOptimizer : IDisposable
{
    private const string MeanPrefix = "adam.mean.";
    private const string SquarePrefix = "adam.square.";
    private const string MomentumPrefix = "sgd.momentum.";

    private readonly (string Name, Parameter Weight)[] _parameters;
    private readonly optim.Optimizer _optimizer;
    private readonly double _clipNorm;

    public ModelOptimizer(Seq2SeqModel model, OptimizerConfig config)
    {
        _parameters = [.. model.named_parameters().Select(p => (p.name, p.parameter))];
        _clipNorm = config.ClipNorm;
        var (weights, rate, decay) = (_parameters.Select(p => p.Weight), config.LearningRate, config.WeightDecay);
        _optimizer = config.Kind switch
        {
            OptimizerKind.Adam => optim.Adam(weights, rate, config.Beta1, config.Beta2, config.Epsilon, decay),
            OptimizerKind.Sgd => optim.SGD(weights, rate, config.Momentum, weight_decay: decay),
            _ => optim.AdamW(weights, rate, config.Beta1, config.Beta2, config.Epsilon, decay),
        };
    }

    /// <summary>What is remembered of earlier gradients, by name; the tensors stay the optimizer's.</summary>
    public IEnumerable<(string Name, Tensor Moment)> Moments => _parameters.Zip(States()).SelectMany(pair => pair.Second switch
    {
        AdamW.State state => Adaptive(pair.First.Name, state.exp_avg, state.exp_avg_sq),
        Adam.State state => Adaptive(pair.First.Name, state.exp_avg, state.exp_avg_sq),
        SGD.State { momentum_buffer: { } buffer } => [(MomentumPrefix + pair.First.Name, buffer)],
        _ => [],
    });

    /// <summary>Updates the weights from their gradients, which are clipped first.</summary>
    /// <returns>The norm before clipping; where it is not finite nothing was updated.</returns>
    public double Step(double learningRate)
    {
        var norm = nn.utils.clip_grad_norm_(_parameters.Select(p => p.Weight), _clipNorm);
        if (!double.IsFinite(norm))
            return norm;

        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = learningRate;
        _optimizer.step();
        return norm;
    }

    /// <summary>Puts saved moments back.</summary>
    /// <param name="moments">As <see cref="Moments"/> gave them.</param>
    /// <param name="updates">How many updates made them; the bias correction of Adam needs it.</param>
    /// <exception cref="NmtException">A moment is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> moments, int updates)
    {
        using var noGradient = no_grad();
        foreach (var ((name, weight), state) in _parameters.Zip(States()))
        {
            switch (state)
            {
                case AdamW.State adam:
                    adam.exp_avg.copy_(Find(moments, MeanPrefix + name));
                    adam.exp_avg_sq.copy_(Find(moments, SquarePrefix + name));
                    adam.step = updates;
                    break;
                case Adam.State adam:
                    adam.exp_avg.copy_(Find(moments, MeanPrefix + name));
                    adam.exp_avg_sq.copy_(Find(moments, SquarePrefix + name));
                    adam.step = updates;
                    break;
                case SGD.State descent:
                    RestoreMomentum(descent, name, weight, moments);
                    break;
            }
        }
    }

    public void Dispose() => _optimizer.Dispose();

    private static (string, Tensor)[] Adaptive(string name, Tensor mean, Tensor square) =>
        [(MeanPrefix + name, mean), (SquarePrefix + name, square)];

    // Without momentum, and before the first update, there is none.
    private static void RestoreMomentum(SGD.State state, string name, Parameter weight, IReadOnlyDictionary<string, Tensor> moments)
    {
        if (!moments.TryGetValue(MomentumPrefix + name, out var saved))
        {
            state.momentum_buffer?.Dispose();
            state.momentum_buffer = null!;
            return;
        }

        state.momentum_buffer ??= zeros_like(weight).DetachFromDisposeScope();
        state.momentum_buffer.copy_(saved);
    }

    private static Tensor Find(IReadOnlyDictionary<string, Tensor> moments, string name) =>
        moments.TryGetValue(name, out var tensor) ? tensor : throw new NmtException($"{name} is missing.");

    private IEnumerable<OptimizerState> States() => ((OptimizerHelper)_optimizer).state_dict().State;
}
