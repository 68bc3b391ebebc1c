using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Training.Corpus;
using Nmt.Training.Reporting;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// The loop of training: step, evaluate, save, until the epochs are done or nothing improves. It tells what happens as
/// a sequence of events and prints nothing. A run that was cut and goes on from a checkpoint ends in the same weights,
/// bit for bit, as one that was not.
/// </summary>
internal sealed class Trainer
{
    /// <summary>So many gradients in a row that are not finite mean that the run will not recover.</summary>
    private const int MostSkips = 50;

    private readonly TrainingConfig _config;
    private readonly IReadOnlyList<EncodedPair> _pairs;
    private readonly LearnedState _learned;
    private readonly Validation _validation;
    private readonly RunFiles _files;
    private readonly TimeProvider _time;
    private readonly TokenBudgetBatches _batches;
    private readonly LearningRateSchedule _schedule;
    private IReadOnlyList<IReadOnlyList<int>> _epoch;
    private TrainingState _state;

    /// <param name="config">The recipe.</param>
    /// <param name="pairs">What is learned; at least one.</param>
    /// <param name="learned">The tensors, at <paramref name="files"/>' newest checkpoint or fresh.</param>
    /// <param name="validation">The development set.</param>
    /// <param name="files">Where checkpoints and the best weights go, and the state to go on from.</param>
    public Trainer(
        TrainingConfig config, IReadOnlyList<EncodedPair> pairs, LearnedState learned, Validation validation, RunFiles files)
    {
        _config = config;
        _pairs = pairs;
        _learned = learned;
        _validation = validation;
        _files = files;
        _time = files.Time;
        _state = files.State;
        _batches = new TokenBudgetBatches(pairs, config.Batches.Tokens, config.Batches.Pool, config.Seed);
        _epoch = _batches.Epoch(_state.Epoch);
        var firstEpoch = _state.Epoch == 0 ? _epoch.Count : _batches.Epoch(0).Count;
        TotalSteps = (int)Math.Min(config.MaxSteps ?? int.MaxValue, (long)firstEpoch * config.Epochs);
        _schedule = new LearningRateSchedule(config.Schedule, config.Optimizer.LearningRate, TotalSteps);
    }

    /// <summary>Expected from the first epoch's batches; the others differ by a few.</summary>
    public int TotalSteps { get; }

    /// <summary>Trains until the run is over or <paramref name="cancellation"/> asks for a stop; then saves.</summary>
    public IEnumerable<TrainingEvent> Run(CancellationToken cancellation)
    {
        var meter = new StepMeter(_time);
        var secondsBefore = _state.Seconds;
        var saved = (Step: _state.Step, At: _time.GetTimestamp());
        _learned.Model.train();
        if (_state.Step > 0 && EvaluationIsDue()) // the last session may have ended in the middle of it
        {
            foreach (var told in Evaluate(cancellation))
                yield return told;
        }

        string? reason;
        while ((reason = ReasonToStop(cancellation)) is null)
        {
            var started = _time.GetTimestamp();
            var (loss, tokens, rate, norm) = TakeStep();
            meter.Add(loss, tokens, started);
            _state = _state with { Seconds = secondsBefore + meter.SessionSeconds };
            if (!double.IsFinite(norm))
                yield return new StepSkipped(_state.Step, "gradient not finite");
            if (_state.Step % _config.Log.EverySteps == 0)
                yield return Report(meter, rate, norm);
            if (EvaluationIsDue())
            {
                foreach (var told in Evaluate(cancellation))
                    yield return told;
            }

            if (CheckpointIsDue(saved))
            {
                yield return Save();
                saved = (_state.Step, _time.GetTimestamp());
            }
        }

        if (reason != RunEnded.Interrupted)
        {
            foreach (var told in Evaluate(cancellation))
                yield return told;
            if (_state.EvaluatedStep != _state.Step)
                reason = RunEnded.Interrupted;
        }

        _state = _state with
        {
            Seconds = secondsBefore + meter.SessionSeconds,
            Finished = reason == RunEnded.Interrupted ? null : reason,
        };
        var last = Save();
        yield return last;
        if (last is WriteFailed failed)
            throw new NmtException($"The last checkpoint could not be written: {failed.Reason} The one before is untouched.");
        yield return End(reason);
    }

    private string? ReasonToStop(CancellationToken cancellation)
    {
        if (_state.Epoch >= _config.Epochs || _state.Step >= (_config.MaxSteps ?? int.MaxValue))
            return RunEnded.Finished;
        if (_state.Progress.IsOver(_config.Evaluation.Patience))
            return RunEnded.StoppedEarly;
        return cancellation.IsCancellationRequested ? RunEnded.Interrupted : null;
    }

    private (double Loss, int Tokens, double Rate, double Norm) TakeStep()
    {
        var step = _state.Step + 1;
        var rate = _schedule.At(step);
        using var scope = NewDisposeScope();
        using var batch = TrainingBatch.Of([.. _epoch[_state.Batch].Select(i => _pairs[i])], _learned.Device);

        // Masks as a function of seed and step: exact after a pause on every device, with no generator to save.
        random.manual_seed(unchecked((_config.Seed * 1_000_003) + step));
        _learned.Model.zero_grad();
        var loss = SmoothedCrossEntropy.Of(_learned.Model, batch, _config.Regularisation.LabelSmoothing);
        loss.backward();
        var norm = _learned.Optimizer.Step(rate);
        var updated = double.IsFinite(norm);
        if (updated)
            _learned.Average?.Observe(_state.Updates + 1);

        Advance(updated);
        return (loss.item<float>(), batch.Tokens, rate, norm);
    }

    private void Advance(bool updated)
    {
        _state = _state with
        {
            Step = _state.Step + 1,
            Batch = _state.Batch + 1,
            Updates = _state.Updates + (updated ? 1 : 0),
            SkippedInARow = updated ? 0 : _state.SkippedInARow + 1,
        };
        if (_state.SkippedInARow >= MostSkips)
        {
            throw new NmtException(
                $"Training has diverged: the last {MostSkips} gradients, up to step {_state.Step}, were not finite. "
                + $"Lower optimizer.learningRate (now {_config.Optimizer.LearningRate}) or optimizer.clipNorm "
                + $"(now {_config.Optimizer.ClipNorm}), and begin again with --restart.");
        }

        if (_state.Batch == _epoch.Count)
        {
            _state = _state with { Epoch = _state.Epoch + 1, Batch = 0 };
            if (_state.Epoch < _config.Epochs)
                _epoch = _batches.Epoch(_state.Epoch);
        }
    }

    private bool EvaluationIsDue() => _config.Evaluation.EverySteps > 0
        ? _state.Step % _config.Evaluation.EverySteps == 0
        : _state.Batch == 0;

    private bool CheckpointIsDue((int Step, long At) saved)
    {
        var (steps, minutes) = (_config.Checkpoints.EverySteps, _config.Checkpoints.EveryMinutes);
        return (steps > 0 && _state.Step - saved.Step >= steps)
            || (minutes > 0 && _time.GetElapsedTime(saved.At).TotalMinutes >= minutes);
    }

    private IReadOnlyList<TrainingEvent> Evaluate(CancellationToken cancellation)
    {
        if (_state.EvaluatedStep == _state.Step)
            return [];
        try
        {
            return _learned.Evaluated(model => Judge(model, _validation.Of(model, cancellation)));
        }
        catch (OperationCanceledException)
        {
            return []; // the run stops next, and evaluates first when it goes on
        }
    }

    private IReadOnlyList<TrainingEvent> Judge(Seq2SeqModel model, ValidationResult result)
    {
        var score = _config.Evaluation.Metric == EvaluationMetric.Bleu ? result.Bleu!.Value : -result.Loss;
        var progress = _state.Progress.Observe(score, _state.Step);
        var better = progress.BestStep == _state.Step;
        var failure = better ? _files.TryWriteBest(model, result, _state.Step) : null;
        var best = better && failure is null;

        // Only what was kept is the best: a later evaluation may then write what this one could not.
        _state = _state with
        {
            Progress = failure is null ? progress : _state.Progress,
            EvaluatedStep = _state.Step,
            BestBleu = best ? result.Bleu : _state.BestBleu,
        };
        var evaluated = new Evaluated(_state.Step)
        {
            Epoch = EpochsDone,
            ValidLoss = result.Loss,
            ValidPerplexity = Math.Exp(result.Loss),
            Bleu = result.Bleu,
            Signature = result.Signature,
            Best = best,
            Samples = result.Samples,
        };
        return failure is null ? [evaluated] : [evaluated, failure];
    }

    private TrainingEvent Save() => _files.TryWriteCheckpoint(_learned, _state);

    private double EpochsDone => _state.Epoch + (_state.Batch / (double)_epoch.Count);

    private StepsDone Report(StepMeter meter, double rate, double norm)
    {
        var (loss, speed) = meter.Take();
        return new StepsDone(_state.Step)
        {
            Epoch = EpochsDone,
            Loss = loss,
            LearningRate = rate,
            GradientNorm = norm,
            TokensPerSecond = speed,
            MemoryMegabytes = Machine.MemoryMegabytes,
            SecondsLeft = meter.SecondsLeft(TotalSteps - _state.Step),
        };
    }

    private RunEnded End(string reason) => new(_state.Step, reason)
    {
        BestBleu = _state.BestBleu,
        BestStep = _state.Progress.BestStep,
        Seconds = _state.Seconds,
        PeakMemoryMegabytes = Machine.PeakMemoryMegabytes,
    };
}
