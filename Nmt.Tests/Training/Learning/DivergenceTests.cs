using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

/// <summary>What becomes of a run whose losses or gradients go wrong; for spoilt weights see <see cref="SpoiltWeightsTests"/>.</summary>
public sealed class DivergenceTests : IDisposable
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 60, dev: 6, longest: 5);

    // Long enough for a loss to have a usual height.
    private static readonly TrainingConfig LongRun = ReverseTask.Config with
    {
        Epochs = 1_000,
        MaxSteps = 112,
        Evaluation = new EvaluationConfig { EverySteps = 1_000 },
        Checkpoints = new CheckpointConfig { EverySteps = 50, EveryMinutes = 0 },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_OneLossThatIsNoNumber_SkipsTheStepAndChangesNothing()
    {
        using var session = Session("run");
        session.Trainer.Steps.WrapGradient(own => parts => session.Trainer.Steps.State.Step == 4 ? (double.NaN, 1) : own(parts));
        SortedDictionary<string, byte[]>? before = null;
        List<TrainingEvent> events = [];

        foreach (var told in session.Trainer.Run(default))
        {
            events.Add(told);
            if (told is StepsDone { Step: 4 })
                before = session.Tensors();
            if (told is StepSkipped)
                Assert.Equal(before, session.Tensors());
        }

        Assert.Equal(new StepSkipped(5, "the loss is not finite", 1), Assert.Single(events.OfType<StepSkipped>()));
        Assert.Equal(1, Assert.IsType<RunEnded>(events[^1]).SkippedSteps);
        Assert.Empty(events.OfType<RolledBack>());
    }

    [Fact]
    public void Run_GradientThatIsNoNumber_SkipsTheStep()
    {
        using var session = Session("run");
        session.Trainer.Steps.WrapGradient(own => parts =>
        {
            var result = own(parts);
            if (session.Trainer.Steps.State.Step == 4)
                session.Learned.Model.get_parameter("softmax_bias")!.grad!.fill_(float.NaN);
            return result;
        });

        var skipped = Assert.Single(session.Trainer.Run(default).OfType<StepSkipped>());

        Assert.Equal(new StepSkipped(5, "the gradient is not finite", 1), skipped);
    }

    [Fact]
    public void Run_LossFarAboveTheUsual_SkipsTheStep()
    {
        using var session = Session("run", LongRun);
        session.Trainer.Steps.WrapGradient(own => parts =>
        {
            var (loss, tokens) = own(parts);
            return (session.Trainer.Steps.State.Step is 20 or 105 ? 90 : loss, tokens); // at step 21 nothing is usual yet
        });

        var skipped = Assert.Single(session.Trainer.Run(default).OfType<StepSkipped>());

        Assert.Equal(106, skipped.Step);
        Assert.StartsWith("the loss is 90.000, far above the usual ", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ManySkippedInARow_GoesBackToTheLastCheckpointWithHalfTheRate()
    {
        using var session = Session("run");
        Break(session);

        var events = session.Trainer.Run(default).ToList();

        Assert.Equal([8, 9, 10, 11, 12], events.OfType<StepSkipped>().Select(skip => skip.Step));
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<StepSkipped>().Select(skip => skip.Skipped));
        var back = Assert.Single(events.OfType<RolledBack>());
        Assert.Equal((6, 12, 0.5), (back.Step, back.FromStep, back.RateScale));
        Assert.EndsWith("step-000006", back.Checkpoint, StringComparison.Ordinal);
        var rates = events.OfType<StepsDone>().Where(step => step.Step == 7).Select(step => step.LearningRate).ToList();
        Assert.Equal([rates[0], rates[0] / 2], rates);
        Assert.DoesNotContain(events.TakeWhile(told => told is not RolledBack).OfType<CheckpointWritten>(), written => written.Step > 6);
        var end = Assert.IsType<RunEnded>(events[^1]);
        Assert.Equal((RunEnded.Finished, 5, 1), (end.Reason, end.SkippedSteps, end.RollBacks));
    }

    [Fact]
    public void Run_CutAfterItWentBack_EndsInTheSameTensorsBitForBit()
    {
        using var whole = Session("whole");
        Break(whole);
        _ = whole.Trainer.Run(default).Count();

        using (var first = Session("cut"))
        {
            Break(first);
            foreach (var told in first.Trainer.Run(default))
            {
                if (told is StepsDone { Step: 8 } && first.Trainer.Steps.State.RollBacks == 1)
                    break; // as kill -9 does
            }
        }

        using var second = Session("cut");
        Assert.Equal((6, 0.5), (second.Files.State.Step, second.Files.State.RateScale));
        Break(second);
        _ = second.Trainer.Run(default).Count();

        Assert.Equal(whole.Tensors(), second.Tensors());
    }

    [Fact]
    public void Run_InterruptedAmongSkippedSteps_LeavesTheLastGoodCheckpointTheNewest()
    {
        using var stop = new CancellationTokenSource();
        using (var session = Session("run"))
        {
            Break(session);
            foreach (var told in session.Trainer.Run(stop.Token))
            {
                if (told is StepSkipped { Step: 9 })
                    stop.Cancel();
            }
        }

        using var next = Session("run");

        Assert.Equal(6, next.Files.State.Step);
    }

    [Fact]
    public void Run_DivergesAgainAndAgain_GivesUpAndLeavesTheGoodCheckpoint()
    {
        using var session = Session("run");
        session.Trainer.Steps.WrapGradient(_ => _ => (double.NaN, 1));
        List<TrainingEvent> events = [];

        var failure = Assert.Throws<NmtException>(() =>
        {
            foreach (var told in session.Trainer.Run(default))
                events.Add(told);
        });

        Assert.Contains("Training has diverged: the 5 steps up to 5 were skipped, after the rate was halved 5 times", failure.Message, StringComparison.Ordinal);
        Assert.Equal([0.5, 0.25, 0.125, 0.0625, 0.03125], events.OfType<RolledBack>().Select(back => back.RateScale));
        var checkpoint = Path.Combine(_folder.Path, "run", "checkpoints", "step-000000");
        ModelManifest.Read(checkpoint).Verify(checkpoint);
    }

    [Fact]
    public void Run_BestBeforeItWentBack_StaysTheBest()
    {
        // The loss falls from one evaluation to the next, so the one at 8 is the best, and it is later than the checkpoint.
        using var session = Session("run", ReverseTask.Config with { Evaluation = new EvaluationConfig { EverySteps = 4, Metric = EvaluationMetric.Loss, Patience = 0 } });
        session.Trainer.Steps.WrapGradient(own => parts =>
            session.Trainer.Steps.State is { RateScale: 1, Step: >= 8 and < 13 } ? (double.NaN, 1) : own(parts));
        var best = 0;
        List<(Evaluated Told, string Weights)> evaluated = [];
        foreach (var told in session.Trainer.Run(default))
        {
            if (told is Evaluated { Step: 8 } at)
                evaluated.Add((at, Best()));
            if (told is RolledBack back)
            {
                Assert.Equal(6, back.Step);
                best = session.Trainer.Steps.State.Progress.BestStep;
            }
        }

        Assert.Equal(8, best);
        var (first, second) = (evaluated[0], evaluated[1]); // the second with half the rate
        Assert.True(second.Told.ValidLoss > first.Told.ValidLoss);
        Assert.Equal((true, false), (first.Told.Best, second.Told.Best));
        Assert.Equal(first.Weights, second.Weights);

        string Best() => ModelManifest.Read(Path.Combine(_folder.Path, "run", "best")).Files[ModelBundle.WeightsFile];
    }

    [Fact]
    public void Run_LastBatchIsTheBadOne_EndsWhereItIs()
    {
        using var session = Session("run", ReverseTask.Config with { MaxSteps = 8 });
        session.Trainer.Steps.WrapGradient(own => parts => session.Trainer.Steps.State.Step == 7 ? (double.NaN, 1) : own(parts));

        var events = session.Trainer.Run(default).ToList();

        Assert.Empty(events.OfType<RolledBack>());
        Assert.Equal((8, 1), events.OfType<RunEnded>().Select(end => (end.Step, end.SkippedSteps)).Single());
    }

    // Five steps in a row go wrong, until the rate is halved.
    private static void Break(TrainingSession session) => session.Trainer.Steps.WrapGradient(own => parts =>
        session.Trainer.Steps.State is { RateScale: 1, Step: >= 7 and < 12 } ? (double.NaN, 1) : own(parts));

    private TrainingSession Session(string name, TrainingConfig? config = null) =>
        new(Path.Combine(_folder.Path, name), config ?? ReverseTask.Config, Corpus);
}
