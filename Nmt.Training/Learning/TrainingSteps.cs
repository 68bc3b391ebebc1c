using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>What a step came to.</summary>
/// <param name="Cost">Its loss.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="GradientNorm">Before clipping; not a number where the loss was not worth one.</param>
/// <param name="Fault">Why nothing was updated; null where all went well.</param>
internal readonly record struct StepOutcome(StepCost Cost, double Rate, double GradientNorm, string? Fault);

/// <summary>
/// The steps of a run one after the other, and the state that they lead to: batches, gradient, update. A step whose loss
/// or gradient cannot be right changes no weight.
/// </summary>
internal sealed class TrainingSteps
{
    private readonly TrainingConfig _config;
    private readonly TrainingPairs _pairs;
    private readonly LearnedState _learned;
    private readonly LearningRateSchedule _schedule;
    private PartedGradient _gradient;
    private EpochBatches _epoch;
    private IReadOnlyList<EncodedPair> _last = []; // learned from: its loss was as usual, and stays so unless the weights are spoilt

    /// <param name="config">The recipe.</param>
    /// <param name="pairs">What is learned.</param>
    /// <param name="learned">The tensors as they are at <paramref name="state"/>.</param>
    /// <param name="state">Where to go on.</param>
    public TrainingSteps(TrainingConfig config, TrainingPairs pairs, LearnedState learned, TrainingState state)
    {
        _config = config;
        _pairs = pairs;
        _learned = learned;
        State = state;
        _gradient = new PartedGradient(OwnGradient, learned.Device);
        _epoch = pairs.Epoch(state.Epoch);
        var firstEpoch = state.Epoch == 0 ? _epoch.Count : pairs.Epoch(0).Count;
        var accumulate = config.Batches.Accumulate;
        Total = (int)Math.Min(config.MaxSteps ?? int.MaxValue, (long)((firstEpoch + accumulate - 1) / accumulate) * config.Epochs);
        _schedule = new LearningRateSchedule(config.Schedule, config.Optimizer.LearningRate, Total);
    }

    /// <summary>Where the run stands. The order of batches follows it to another epoch only by <see cref="GoOn"/>.</summary>
    public TrainingState State { get; set; }

    /// <summary>Expected from the first epoch's batches; the others differ by a few.</summary>
    public int Total { get; }

    /// <summary>Epochs done, with the part of the current one.</summary>
    public double EpochsDone => State.Epoch + (State.Batch / (double)_epoch.Count);

    /// <summary>Lets <paramref name="wrap"/> stand between the steps and the gradient.</summary>
    public void WrapGradient(Func<TakeGradient, TakeGradient> wrap) => _gradient = new PartedGradient(wrap(OwnGradient), _learned.Device);

    /// <summary>Takes the next step.</summary>
    public StepOutcome Take()
    {
        var step = State.Step + 1;
        var rate = _schedule.At(step, State.Plateau.Cuts) * State.RateScale;
        var batches = _epoch.Take(State.Batch, _config.Batches.Accumulate);

        // Masks as a function of seed and step: exact after a pause on every device, with no generator to save.
        using var scope = NewDisposeScope();
        var cost = _gradient.Of(batches, unchecked((_config.Seed * 1_000_003) + step), State.BatchLimit);
        var spike = State.Losses.IsSpike(cost.Loss);
        var norm = spike ? double.NaN : _learned.Optimizer.Step(rate);
        var fault = spike ? Spike(cost.Loss) : double.IsFinite(norm) ? null : "the gradient is not finite";
        if (fault is null)
        {
            _learned.Average?.Observe(State.Updates + 1);
            _last = batches[^1];
        }

        Advance(cost, batches.Count, updated: fault is null);
        return new StepOutcome(cost, rate, norm, fault);
    }

    /// <summary>Goes on from another state, whose tensors are there already.</summary>
    public void GoOn(TrainingState state)
    {
        State = state;
        _epoch = _pairs.Epoch(state.Epoch);
    }

    /// <summary>Whether the weights are worth a checkpoint: the last update is not seen to have spoilt them.</summary>
    public bool AreSound() => State.SkippedInARow == 0 && !AreSpoilt();

    /// <summary>Whether the last update is seen to have spoilt the weights, whatever was wrong with batches after it.</summary>
    public bool AreSpoilt() => State.Losses.IsSpike(LastLoss());

    /// <summary>Whether the weights are worth an evaluation: a network of no numbers gives no translation.</summary>
    public bool AreFinite() => double.IsFinite(LastLoss());

    // Of the weights as they are now; 0 before the first step.
    private double LastLoss() => _last.Count == 0 ? 0 : _learned.Loss(BatchParts.Of(_last, State.BatchLimit));

    private (double Loss, int Tokens) OwnGradient(IReadOnlyList<IReadOnlyList<EncodedPair>> parts) =>
        StepGradient.Take(_learned, parts, _config.Regularisation);

    private string Spike(double loss) => double.IsFinite(loss)
        ? FormattableString.Invariant($"the loss is {loss:F3}, far above the usual {State.Losses.Mean:F3}")
        : "the loss is not finite";

    private void Advance(StepCost cost, int batches, bool updated)
    {
        State = State with
        {
            Step = State.Step + 1,
            Batch = State.Batch + batches,
            Updates = State.Updates + (updated ? 1 : 0),
            Skipped = State.Skipped + (updated ? 0 : 1),
            SkippedInARow = updated ? 0 : State.SkippedInARow + 1,
            Losses = updated ? State.Losses.Observe(cost.Loss) : State.Losses,
            BatchLimit = cost.Limit,
        };
        if (State.Batch == _epoch.Count)
        {
            State = State with { Epoch = State.Epoch + 1, Batch = 0 };
            if (State.Epoch < _config.Epochs)
                _epoch = _pairs.Epoch(State.Epoch);
        }
    }
}
