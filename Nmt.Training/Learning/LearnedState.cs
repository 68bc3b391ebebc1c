using Nmt.Model.Network;
using Nmt.Training.Corpus;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>All tensors that training changes: the weights, the moments of the optimizer, the average of the weights.</summary>
internal sealed class LearnedState : IDisposable
{
    private readonly WorkingCopy? _working; // none where the weights themselves do

    /// <summary>A network with fresh weights, drawn from the configuration's seed.</summary>
    public LearnedState(TrainingConfig config, int vocabularySize, Device device)
    {
        Model = new Seq2SeqModel(config.Model with { VocabularySize = vocabularySize });
        Model.Initialize(config.Seed);
        Model.to(device);
        Optimizer = new ModelOptimizer(Model, config.Optimizer);
        var decay = config.Regularisation.AverageDecay;
        Average = decay > 0 ? new WeightAverage(Model, decay) : null;
        Device = device;
        _working = config.Precision == Precision.Bfloat16 ? new WorkingCopy(Model, ScalarType.BFloat16) : null;
    }

    public Seq2SeqModel Model { get; }

    public ModelOptimizer Optimizer { get; }

    /// <summary>Null where the configuration wants none.</summary>
    public WeightAverage? Average { get; }

    public Device Device { get; }

    /// <summary>Leaves in the model the gradient of what <paramref name="backward"/> sums up, in the precision of training.</summary>
    /// <param name="backward">Runs forward and backward passes over the network that it is given, whose gradients are empty.</param>
    public void TakeGradient(Action<Seq2SeqModel> backward)
    {
        Model.zero_grad();
        _working?.TakeWeights();
        backward(_working?.Model ?? Model);
        _working?.GiveGradients();
    }

    /// <summary>Runs <paramref name="work"/> on the model as it will be used: averaged weights, no dropout, no gradients.</summary>
    public T Evaluated<T>(Func<Seq2SeqModel, T> work)
    {
        using var averaged = Average?.Swap();
        using var noGradient = no_grad();
        Model.eval();
        try
        {
            return work(Model);
        }
        finally
        {
            Model.train();
        }
    }

    /// <summary>Loss per target token of the weights as they are, not averaged, without dropout and smoothing.</summary>
    /// <param name="parts">At least one batch, each of at least one pair.</param>
    public double Loss(IReadOnlyList<IReadOnlyList<EncodedPair>> parts)
    {
        using var noGradient = no_grad();
        Model.eval();
        var (sum, tokens) = (0.0, 0);
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            using var batch = TrainingBatch.Of(part, Device);
            sum += SmoothedCrossEntropy.Of(Model, batch, smoothing: 0).item<float>() * (double)batch.Tokens;
            tokens += batch.Tokens;
        }

        Model.train();
        return sum / tokens;
    }

    public void Dispose()
    {
        _working?.Dispose();
        Average?.Dispose();
        Optimizer.Dispose();
        Model.Dispose();
    }
}
