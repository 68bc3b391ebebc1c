using Nmt.Model.Errors;
using Nmt.Training.Reporting;

namespace Nmt.Training.Learning;

/// <summary>
/// The loop of training: step, evaluate, save, until the epochs are done or nothing improves. It tells what happens as
/// a sequence of events and prints nothing. A run that was cut and goes on from a checkpoint ends in the same weights,
/// bit for bit, as one that was not.
/// </summary>
internal sealed class Trainer
{
    /// <summary>So many skipped steps in a row are the weights' fault, not the batches'.</summary>
    private const int MostSkips = 5;

    /// <summary>A run that diverges at a thirty-second of its rate will not recover.</summary>
    private const int MostRollBacks = 5;

    private readonly TrainingConfig _config;
    private readonly LearnedState _learned;
    private readonly Evaluator _evaluator;
    private readonly RunFiles _files;
    private readonly TimeProvider _time;
    private readonly TrainingSteps _steps;

    /// <param name="config">The recipe.</param>
    /// <param name="pairs">What is learned.</param>
    /// <param name="learned">The tensors, at <paramref name="files"/>' newest checkpoint or fresh.</param>
    /// <param name="validation">The development set.</param>
    /// <param name="files">Where checkpoints and the best weights go, and the state to go on from.</param>
    public Trainer(
        TrainingConfig config, TrainingPairs pairs, LearnedState learned, Validation validation, RunFiles files)
    {
        _config = config;
        _learned = learned;
        _evaluator = new Evaluator(config, learned, validation, files);
        _files = files;
        _time = files.Time;
        _steps = new TrainingSteps(config, pairs, learned, files.State);
    }

    /// <summary>The steps that it takes.</summary>
    public TrainingSteps Steps => _steps;

    /// <summary>Expected from the first epoch's batches; the others differ by a few.</summary>
    public int TotalSteps => _steps.Total;

    private TrainingState State
    {
        get => _steps.State;
        set => _steps.State = value;
    }

    /// <summary>Trains until the run is over or <paramref name="cancellation"/> asks for a stop; then saves.</summary>
    /// <exception cref="NmtException">The run diverged beyond repair, or its last checkpoint could not be written.</exception>
    public IEnumerable<TrainingEvent> Run(CancellationToken cancellation)
    {
        var meter = new StepMeter(_time);
        var secondsBefore = State.Seconds;
        _learned.Model.train();
        if (State.Step == 0)
            yield return Save(); // where a run that diverges early goes back to
        else if (EvaluationIsDue()) // the last session may have ended in the middle of it
        {
            foreach (var told in Evaluate(cancellation))
                yield return told;
        }

        string? reason;
        var saved = (State.Step, At: _time.GetTimestamp());
        while ((reason = ReasonToStop(cancellation)) is null)
        {
            foreach (var told in TakeStep(meter))
                yield return told;
            State = State with { Seconds = secondsBefore + meter.SessionSeconds };
            if (State.SkippedInARow >= MostSkips)
            {
                foreach (var told in GoBack())
                    yield return told;
                saved = (State.Step, _time.GetTimestamp());
                continue;
            }

            if (EvaluationIsDue())
            {
                foreach (var told in Evaluate(cancellation))
                    yield return told;
            }

            if (CheckpointIsDue(saved) && _steps.AreSound())
            {
                yield return Save();
                saved = (State.Step, _time.GetTimestamp());
            }
        }

        State = State with { Seconds = secondsBefore + meter.SessionSeconds };
        foreach (var told in Finish(reason, cancellation))
            yield return told;
    }

    private IEnumerable<TrainingEvent> Finish(string reason, CancellationToken cancellation)
    {
        if (reason != RunEnded.Interrupted)
        {
            if (_steps.AreSpoilt())
            {
                yield return TakeGood();
                if (State.Step == 0)
                    throw new NmtException($"Training has diverged: the last update spoilt the weights, and there is no checkpoint but of the beginning. {Remedy()}");
            }

            foreach (var told in Evaluate(cancellation))
                yield return told;
            if (State.EvaluatedStep != State.Step)
                reason = RunEnded.Interrupted;
        }

        State = State with { Finished = reason == RunEnded.Interrupted ? null : reason };
        if (State.Finished is not null || _steps.AreSound())
        {
            var last = Save();
            yield return last;
            if (last is WriteFailed failed)
                throw new NmtException($"The last checkpoint could not be written: {failed.Reason} The one before is untouched.");
        }

        yield return End(reason);
    }

    private string? ReasonToStop(CancellationToken cancellation)
    {
        if (State.Epoch >= _config.Epochs || State.Step >= (_config.MaxSteps ?? int.MaxValue))
            return RunEnded.Finished;
        if (State.Progress.IsOver(_config.Evaluation.Patience))
            return RunEnded.StoppedEarly;
        return cancellation.IsCancellationRequested ? RunEnded.Interrupted : null;
    }

    private IEnumerable<TrainingEvent> TakeStep(StepMeter meter)
    {
        var started = _time.GetTimestamp();
        var limit = State.BatchLimit;
        var step = _steps.Take();
        meter.Add(step.Fault is null ? step.Cost.Loss : double.NaN, step.Cost.Tokens, started);
        if (step.Cost.Limit is { } smaller && smaller != limit)
            yield return new BatchSplit(State.Step, smaller);
        if (step.Fault is { } fault)
            yield return new StepSkipped(State.Step, fault, State.Skipped);
        if (State.Step % _config.Log.EverySteps == 0)
            yield return Report(meter, step);
    }

    /// <summary>Takes the last good checkpoint with half the rate; what is best and what was counted stays.</summary>
    private IEnumerable<TrainingEvent> GoBack()
    {
        var from = State;
        if (from.RollBacks >= MostRollBacks)
        {
            throw new NmtException(
                $"Training has diverged: the {MostSkips} steps up to {from.Step} were skipped, after the rate was halved {from.RollBacks} "
                + $"times. {Remedy()}");
        }

        State = State with { RateScale = from.RateScale / 2 };
        yield return TakeGood();
        yield return Save(); // with the new rate: a run that is cut now does not diverge the same way again
    }

    private string Remedy() =>
        $"Lower optimizer.learningRate (now {_config.Optimizer.LearningRate}) or optimizer.clipNorm (now {_config.Optimizer.ClipNorm}), "
        + "look at the data, and begin again with --restart.";

    private RolledBack TakeGood()
    {
        var from = State;
        var (checkpoint, good) = _files.GoBack(_learned);
        _steps.GoOn(good with
        {
            RateScale = from.RateScale,
            RollBacks = from.RollBacks + 1,
            Skipped = from.Skipped,
            SkippedInARow = 0,
            BatchLimit = from.BatchLimit,
            Seconds = from.Seconds,
            Progress = from.Progress with { Stale = good.Progress.Stale },
            BestBleu = from.BestBleu,
        });
        return new RolledBack(State.Step, from.Step, checkpoint, State.RateScale);
    }

    private bool EvaluationIsDue() => _config.Evaluation.EverySteps > 0
        ? State.Step % _config.Evaluation.EverySteps == 0
        : State.Batch == 0;

    private bool CheckpointIsDue((int Step, long At) saved)
    {
        var (steps, minutes) = (_config.Checkpoints.EverySteps, _config.Checkpoints.EveryMinutes);
        return (steps > 0 && State.Step - saved.Step >= steps)
            || (minutes > 0 && _time.GetElapsedTime(saved.At).TotalMinutes >= minutes);
    }

    private IReadOnlyList<TrainingEvent> Evaluate(CancellationToken cancellation)
    {
        if (State.EvaluatedStep == State.Step)
            return [];
        if (!_steps.AreFinite())
        {
            State = State with { EvaluatedStep = State.Step }; // there is nothing to find out
            return [];
        }

        (State, var told) = _evaluator.Evaluate(State, _steps.EpochsDone, cancellation);
        return told;
    }

    private TrainingEvent Save() => _files.TryWriteCheckpoint(_learned, State);

    private StepsDone Report(StepMeter meter, StepOutcome step)
    {
        var (loss, speed) = meter.Take();
        return new StepsDone(State.Step)
        {
            Epoch = _steps.EpochsDone,
            Loss = loss,
            LearningRate = step.Rate,
            GradientNorm = step.GradientNorm,
            TokensPerSecond = speed,
            MemoryMegabytes = Machine.MemoryMegabytes,
            SecondsLeft = meter.SecondsLeft(TotalSteps - State.Step),
        };
    }

    private RunEnded End(string reason) => new(State.Step, reason)
    {
        BestBleu = State.BestBleu,
        BestStep = State.Progress.BestStep,
        SkippedSteps = State.Skipped,
        RollBacks = State.RollBacks,
        Seconds = State.Seconds,
        PeakMemoryMegabytes = Machine.PeakMemoryMegabytes,
    };
}
