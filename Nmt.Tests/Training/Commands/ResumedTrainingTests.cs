using Nmt.Model;
using Nmt.Training.Commands;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Commands;

/// <summary>What <c>nmt train</c> does in a folder where a run has begun, and with a model to begin from.</summary>
public sealed class ResumedTrainingTests : IAsyncLifetime
{
    private readonly TinyRun _run = new();

    public ValueTask InitializeAsync() => _run.PrepareAsync();

    public ValueTask DisposeAsync()
    {
        _run.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Train_RunThatIsOver_SaysSoAndChangesNothing()
    {
        _ = await _run.TrainAsync("maxSteps=3");
        var log = File.ReadAllText(Path.Combine(_run.Folder, "run.jsonl"));

        var again = await _run.TrainAsync("maxSteps=3");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("this run is over (finished, step 3)", again.Error, StringComparison.Ordinal);
        Assert.Equal(log, File.ReadAllText(Path.Combine(_run.Folder, "run.jsonl")));
    }

    [Fact]
    public async Task Train_OtherRecipeInTheSameFolder_NamesTheKeysUnlessItBeginsAgain()
    {
        _ = await _run.TrainAsync("maxSteps=3");

        var refused = await _run.TrainAsync("maxSteps=4");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("maxSteps (was 3, now 4)", refused.Error, StringComparison.Ordinal);

        var begun = await _run.TrainAsync("maxSteps=4", "--restart");
        Assert.Equal(0, begun.ExitCode);
        Assert.Equal(4, _run.Events().Count(name => name == "step"));
    }

    [Fact]
    public async Task Train_Interrupted_SavesAndGoesOn()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var first = await VerbRun.OfAsync(TrainCommand.Create, "", _run.Arguments("maxSteps=4"), stop.Token);
        Assert.Equal(130, first.ExitCode);

        var second = await _run.TrainAsync("maxSteps=4");

        Assert.Equal(0, second.ExitCode);
        Assert.Contains("goes on from", second.Error, StringComparison.Ordinal);
        Assert.Equal(4, _run.Events().Count(name => name == "step"));
    }

    [Fact]
    public async Task Train_Init_TakesNetworkAndWeightsAndStaysWithThem()
    {
        _ = await _run.TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24");
        var first = Path.Combine(_run.Root, "first");
        Directory.Move(_run.Folder, first);
        var best = Path.Combine(first, "best");

        var run = await _run.TrainAsync("maxSteps=1", "--set", "optimizer.learningRate=1e-12", "--set", "regularisation.averageDecay=0", "--init", best);

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        using var before = ModelBundle.Load(best, CPU);
        using var after = ModelBundle.Load(Path.Combine(_run.Folder, "best"), CPU);
        Assert.Equal(24, after.Model.Config.DecoderHidden);
        Assert.All(before.Model.named_parameters(), entry => Assert.True(entry.parameter.allclose(after.Model.get_parameter(entry.name)!, 0, 1e-6)));

        var other = await _run.TrainAsync("maxSteps=1", "--set", "optimizer.learningRate=1e-12", "--set", "regularisation.averageDecay=0", "--init", Path.Combine(_run.Folder, "best"));
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("--init (was a model with weights", other.Error, StringComparison.Ordinal);

        var none = await _run.TrainAsync("maxSteps=1", "--init", Path.Combine(first, "none"));
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("there is no such folder", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Train_CutRunWhoseInitIsGone_GoesOn(bool named)
    {
        _ = await _run.TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24");
        var first = Path.Combine(_run.Root, "first");
        Directory.Move(_run.Folder, first);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var cut = await VerbRun.OfAsync(TrainCommand.Create, "", _run.Arguments("maxSteps=2", "--init", Path.Combine(first, "best")), stop.Token);
        Assert.Equal(130, cut.ExitCode);
        Directory.Delete(first, recursive: true);

        var run = await _run.TrainAsync(["maxSteps=2", .. named ? (string[])["--init", Path.Combine(first, "best") + "/"] : []]);

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        using var bundle = ModelBundle.Load(Path.Combine(_run.Folder, "best"), CPU);
        Assert.Equal(24, bundle.Model.Config.DecoderHidden);
    }

    [Fact]
    public async Task Train_CutBeforeItsFirstCheckpoint_BeginsFromTheSameModelOnly()
    {
        _ = await _run.TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24", "--set", "seed=2");
        var other = Path.Combine(_run.Root, "other");
        Directory.Move(_run.Folder, other);
        _ = await _run.TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24");
        var first = Path.Combine(_run.Root, "first");
        Directory.Move(_run.Folder, first);
        var best = Path.Combine(first, "best");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        _ = await VerbRun.OfAsync(TrainCommand.Create, "", _run.Arguments("maxSteps=2", "--init", best), stop.Token);
        Directory.Delete(Path.Combine(_run.Folder, "checkpoints"), recursive: true);

        var cut = await VerbRun.OfAsync(TrainCommand.Create, "", _run.Arguments("maxSteps=2", "--init", best), stop.Token);
        Assert.Equal((130, false), (cut.ExitCode, cut.Error.Contains("goes on from", StringComparison.Ordinal)));
        Directory.Delete(Path.Combine(_run.Folder, "checkpoints"), recursive: true);
        Directory.Delete(best, recursive: true);
        Directory.Move(Path.Combine(other, "best"), best);
        var changed = await _run.TrainAsync("maxSteps=2", "--init", best);

        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("is not the model any more that the run began from", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_RunThatHasBegun_KeepsItsRecipeUnlessAnotherIsAskedFor()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        _ = await VerbRun.OfAsync(TrainCommand.Create, "", _run.Arguments("maxSteps=4", "--set", "batches.tokens=120"), stop.Token);
        string[] bare = ["--data", _run.Data, "--output", _run.Folder, "--device", "cpu"];

        var changed = await VerbRun.OfAsync(TrainCommand.Create, [.. bare, "--set", "maxSteps=5"]);
        var run = await VerbRun.OfAsync(TrainCommand.Create, [.. bare, "--set", "log.everySteps=2"]);

        Assert.Contains("maxSteps (was 4, now 5)", changed.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.Equal(2, _run.Events().Count(name => name == "step"));
        Assert.DoesNotContain("preset", run.Error, StringComparison.Ordinal);
    }
}
