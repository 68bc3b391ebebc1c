using Nmt.Model;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class TrainerTests : IDisposable
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 60, dev: 6, longest: 5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ToTheEnd_TellsStepsEvaluationsCheckpointsAndTheEnd()
    {
        using var session = Session("run");

        var events = session.Trainer.Run(default).ToList();

        var steps = events.OfType<StepsDone>().Select(step => step.Step).ToList();
        Assert.Equal(Enumerable.Range(1, steps.Count), steps);
        Assert.Equal(3, events.OfType<StepsDone>().Last().Epoch);
        Assert.Equal(steps.Where(step => step % 4 == 0).Append(steps.Count).Distinct(), events.OfType<Evaluated>().Select(e => e.Step));
        Assert.Equal(steps.Where(step => step % 3 == 0).Prepend(0).Append(steps.Count), events.OfType<CheckpointWritten>().Select(e => e.Step));
        var end = Assert.IsType<RunEnded>(events[^1]);
        Assert.Equal((RunEnded.Finished, steps.Count), (end.Reason, end.Step));
        Assert.All(events.OfType<Evaluated>(), evaluated => Assert.Equal(2, evaluated.Samples.Count));
        Assert.True(events.OfType<StepsDone>().Last().Loss < events.OfType<StepsDone>().First().Loss);
    }

    [Fact]
    public void Run_Interrupted_SavesWhereItStands()
    {
        using var stop = new CancellationTokenSource();
        using (var session = Session("run"))
        {
            foreach (var told in session.Trainer.Run(stop.Token))
            {
                if (told is StepsDone { Step: 5 })
                    stop.Cancel();
                Assert.InRange(told.Step, 0, 5);
            }
        }

        using var next = Session("run");
        Assert.EndsWith("step-000005", next.RestoredFrom, StringComparison.Ordinal);
        Assert.Equal(5, next.Files.State.Step);
        Assert.Null(next.Files.State.Finished);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_CutAndGoneOn_EndsInTheSameTensorsBitForBit(bool politely)
    {
        using var whole = Session("whole");
        var wholeEvents = whole.Trainer.Run(default).ToList();

        using (var first = Session("cut"))
        {
            using var stop = new CancellationTokenSource();
            foreach (var told in first.Trainer.Run(stop.Token))
            {
                if (told is not StepsDone { Step: 5 })
                    continue;
                stop.Cancel();
                if (!politely)
                    break; // as kill -9 does: nothing is saved after step 3
            }
        }

        using var second = Session("cut");
        Assert.Equal(politely ? 5 : 3, second.Files.State.Step);
        var events = second.Trainer.Run(default).ToList();

        Assert.Equal(whole.Tensors(), second.Tensors());
        Assert.Equal(wholeEvents.OfType<Evaluated>().Last().ValidLoss, events.OfType<Evaluated>().Last().ValidLoss);
        Assert.Equal(((RunEnded)wholeEvents[^1]).BestStep, ((RunEnded)events[^1]).BestStep);
    }

    [Fact]
    public void Run_Twice_EndsInTheSameTensorsBitForBit()
    {
        using var one = Session("one");
        using var two = Session("two");
        _ = one.Trainer.Run(default).Count();
        _ = two.Trainer.Run(default).Count();

        Assert.Equal(one.Tensors(), two.Tensors());
    }

    [Fact]
    public void Run_CheckpointsByTheClock_ComeWhenTheMinutesAreOver()
    {
        using var session = Session("run", ReverseTask.Config with { MaxSteps = 8, Checkpoints = new CheckpointConfig { EverySteps = 0, EveryMinutes = 5 } });
        List<int> written = [];

        foreach (var told in session.Trainer.Run(default))
        {
            if (told is StepsDone)
                session.Time.Advance(TimeSpan.FromMinutes(2));
            if (told is CheckpointWritten)
                written.Add(told.Step);
        }

        Assert.Equal([0, 3, 6, 8], written);
    }

    [Fact]
    public void Run_OtherSeed_EndsInOtherWeights()
    {
        using var one = Session("one");
        using var two = Session("two", ReverseTask.Config with { Seed = 12 });
        _ = one.Trainer.Run(default).Count();
        _ = two.Trainer.Run(default).Count();

        Assert.NotEqual(one.Tensors()["weight.softmax_bias"], two.Tensors()["weight.softmax_bias"]);
    }

    [Fact]
    public void Run_Over_IsNotBegunAgain()
    {
        using (var first = Session("run"))
            _ = first.Trainer.Run(default).Count();

        using var second = Session("run");

        Assert.Equal(RunEnded.Finished, second.Files.State.Finished);
    }

    [Fact]
    public void Run_MaxSteps_EndsThere()
    {
        using var session = Session("run", ReverseTask.Config with { MaxSteps = 7 });

        Assert.Equal(7, session.Trainer.Run(default).Last().Step);
        Assert.Equal(7, session.Trainer.TotalSteps);
    }

    [Fact]
    public void Run_NothingImproves_StopsEarly()
    {
        // A rate this small changes no translation, so no evaluation after the first is better.
        var config = ReverseTask.Config with
        {
            Epochs = 1_000,
            Optimizer = ReverseTask.Config.Optimizer with { LearningRate = 1e-12 },
            Evaluation = ReverseTask.Config.Evaluation with { Patience = 2 },
        };
        using var session = Session("run", config);

        var end = Assert.IsType<RunEnded>(session.Trainer.Run(default).Last());

        Assert.Equal((RunEnded.StoppedEarly, 12, 4), (end.Reason, end.Step, end.BestStep));
    }

    [Fact]
    public void Run_BestEvaluation_IsKeptAsABundleWithItsScore()
    {
        using var session = Session("run");
        var best = session.Trainer.Run(default).OfType<Evaluated>().Last(evaluated => evaluated.Best);

        using var bundle = ModelBundle.Load(Path.Combine(_folder.Path, "run", "best"), CPU);

        var score = Assert.Single(bundle.Manifest.Scores);
        Assert.Equal(best.Bleu, score.Score);
        Assert.Equal(best.Signature, score.Signature);
        Assert.Contains($"{best.Step} steps", bundle.Manifest.TrainingData, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BestEvaluation_KeepsTheAveragedWeights()
    {
        using var session = Session("run", ReverseTask.Config with { MaxSteps = 4 });
        _ = session.Trainer.Run(default).Count();

        using var bundle = ModelBundle.Load(Path.Combine(_folder.Path, "run", "best"), CPU);

        using var scope = NewDisposeScope();
        var means = session.Learned.Average!.Means.ToDictionary();
        Assert.All(bundle.Model.named_parameters(), p => Assert.Equal(means[p.name].bytes.ToArray(), p.parameter.detach().bytes.ToArray()));
    }

    [Fact]
    public void Run_ManySteps_LeavesNoTensorBehind()
    {
        using var session = Session("run", ReverseTask.Config with { Epochs = 1_000, MaxSteps = 30, Evaluation = new EvaluationConfig { EverySteps = 5 } });
        List<long> live = [];

        foreach (var told in session.Trainer.Run(default).Where(told => told is StepsDone))
        {
            if (told.Step >= 10) // the optimizer's and the gradients' tensors are there by then
                live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(21, live.Count);
        Assert.Equal(live[0], live[^1]);
    }

    [Fact]
    public void Run_FewSeconds_LearnsToReverse()
    {
        var corpus = ReverseTask.Corpus(train: 3_000, dev: 100, longest: 5);
        var config = ReverseTask.Config with
        {
            Epochs = 7,
            Model = ReverseTask.Config.Model with { Embedding = 32, EncoderHidden = 24, DecoderHidden = 48, Dropout = 0, SourceWordDropout = 0, TargetWordDropout = 0 },
            Batches = new BatchConfig { Tokens = 500, Pool = 10 },
            Optimizer = new OptimizerConfig { LearningRate = 0.01 },
            Schedule = new ScheduleConfig { WarmupSteps = 30 },
            Regularisation = new RegularisationConfig { LabelSmoothing = 0.1, AverageDecay = 0.95 },
            Evaluation = new EvaluationConfig { EverySteps = 100_000, Samples = 100 },
            Checkpoints = new CheckpointConfig { EverySteps = 0, EveryMinutes = 0 },
        };
        using var session = new TrainingSession(Path.Combine(_folder.Path, "reverse"), config, corpus);

        var result = session.Trainer.Run(default).OfType<Evaluated>().Last();

        Assert.InRange(result.Samples.Count(sample => sample.Translation == sample.Reference), 96, 100);
    }

    private TrainingSession Session(string name, TrainingConfig? config = null) =>
        new(Path.Combine(_folder.Path, name), config ?? ReverseTask.Config, Corpus);
}
