using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

/// <summary>What becomes of a run whose weights an update has spoilt, which only the next step's loss would tell.</summary>
public sealed class SpoiltWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_WeightsSpoiltByTheLastUpdate_AreNotSaved()
    {
        using var session = Session("run");
        Spoil(session, () => session.Trainer.Steps.State is { Step: 5, RateScale: 1 });

        var events = session.Trainer.Run(default).ToList();

        var back = Assert.Single(events.OfType<RolledBack>());
        Assert.Equal((3, 11), (back.Step, back.FromStep)); // a checkpoint was due at 6
        Assert.Equal([0, 3], events.TakeWhile(told => told is not RolledBack).OfType<CheckpointWritten>().Select(written => written.Step));
        Assert.Equal(RunEnded.Finished, Assert.IsType<RunEnded>(events[^1]).Reason);
    }

    [Fact]
    public void Run_WeightsSpoiltByTheVeryLastUpdate_EndsAtTheLastGoodOnes()
    {
        var config = ReverseTask.Config with { MaxSteps = 8, Checkpoints = ReverseTask.Config.Checkpoints with { Keep = 1 } };
        using (var session = Session("run", config))
        {
            Spoil(session, () => session.Trainer.Steps.State.Step == 7);

            var events = session.Trainer.Run(default).ToList();

            Assert.Equal((6, 8, 1.0), events.OfType<RolledBack>().Select(back => (back.Step, back.FromStep, back.RateScale)).Single());
            Assert.Equal((6, RunEnded.Finished), events.OfType<RunEnded>().Select(end => (end.Step, end.Reason)).Single());
        }

        using var next = Session("run", config);
        Assert.Equal((6, RunEnded.Finished), (next.Files.State.Step, next.Files.State.Finished));
        Assert.All(next.Learned.Model.named_parameters(), entry => Assert.True(entry.parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Run_WeightsSpoiltBeforeTheFirstCheckpoint_HasDiverged()
    {
        using var session = Session("run", ReverseTask.Config with { MaxSteps = 2 });
        Spoil(session, () => true);

        var failure = Assert.Throws<NmtException>(() => session.Trainer.Run(default).Count());

        Assert.StartsWith("Training has diverged: the last update spoilt the weights", failure.Message, StringComparison.Ordinal);
    }

    private static void Spoil(TrainingSession session, Func<bool> now) => session.Trainer.Steps.WrapGradient(own => parts =>
    {
        var result = own(parts);
        using var noGradient = no_grad();
        if (now())
            session.Learned.Model.get_parameter("softmax_bias")!.fill_(float.NaN);
        return result;
    });

    private TrainingSession Session(string name, TrainingConfig? config = null) =>
        new(Path.Combine(_folder.Path, name), config ?? ReverseTask.Config, ReverseTask.Corpus(train: 60, dev: 6, longest: 5));
}
