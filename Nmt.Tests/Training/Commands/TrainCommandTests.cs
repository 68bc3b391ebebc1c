using System.Diagnostics;
using System.Text.Json;
using Nmt.Model;
using Nmt.Tests.Conventions;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Commands;

public sealed class TrainCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string Run => Path.Combine(_folder.Path, "run");

    public async ValueTask InitializeAsync() => Assert.Equal(Data, await TinyCorpus.PrepareAsync(_folder.Path));

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Train_TinyCorpus_LeavesABundleAndALog()
    {
        var run = await TrainAsync("maxSteps=6");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.Contains("aa to bb: ", run.Error, StringComparison.Ordinal);
        using var bundle = ModelBundle.Load(Path.Combine(Run, "best"), CPU);
        Assert.Equal(("aa", "bb"), (bundle.Manifest.SourceLanguage, bundle.Manifest.TargetLanguage));
        var events = Events();
        Assert.Equal("start", events[0]);
        Assert.Equal("end", events[^1]);
        Assert.Equal(6, events.Count(name => name == "step"));
        Assert.Contains("evaluate", events);
        Assert.Contains("checkpoint", events);
    }

    [Fact]
    public async Task Train_WithoutARecipe_PicksAPresetAndSaysWhyAndWhatItTakes()
    {
        var run = await VerbRun.OfAsync(TrainCommand.Create, "--data", Data, "--output", Run, "--device", "cpu", "--set", "maxSteps=1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("nmt: preset pairs-5k for 70 pairs (up to 12,000): 2,000 pieces, dropout 0.5", run.Error, StringComparison.Ordinal);
        Assert.Contains("nmt: estimate: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"labelSmoothing\": 0.2", File.ReadAllText(Path.Combine(Run, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_BpeDropout_EstimateCountsThePiecesItMakes()
    {
        long plain = await StepsAsync("0"), dropped = await StepsAsync("0.9");

        Assert.InRange(dropped, plain + 1, 6 * plain);

        async Task<long> StepsAsync(string rate)
        {
            var run = await VerbRun.OfAsync(
                TrainCommand.Create, "--data", Data, "--output", Run, "--restart", "--device", "cpu", "--set", "maxSteps=1", "--set", "batches.tokens=200",
                "--set", $"data.bpeDropout.source={rate}", "--set", $"data.bpeDropout.target={rate}");
            return long.Parse(System.Text.RegularExpressions.Regex.Match(run.Error, "memory, ([0-9,]+) steps").Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Train_RecipeAndPreset_AreOneTooMany()
    {
        var run = await TrainAsync("maxSteps=1", "--preset", "auto");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--config and --preset: a run has one recipe", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public async Task Train_MoreThanTheMemory_IsRefusedWithWhatToChange()
    {
        var run = await TrainAsync("model.decoderHidden=400000");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("GB are free: no batch is small enough", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public async Task Train_RunThatIsOver_SaysSoAndChangesNothing()
    {
        _ = await TrainAsync("maxSteps=3");
        var log = File.ReadAllText(Path.Combine(Run, "run.jsonl"));

        var again = await TrainAsync("maxSteps=3");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("this run is over (finished, step 3)", again.Error, StringComparison.Ordinal);
        Assert.Equal(log, File.ReadAllText(Path.Combine(Run, "run.jsonl")));
    }

    [Fact]
    public async Task Train_OtherRecipeInTheSameFolder_NamesTheKeysUnlessItBeginsAgain()
    {
        _ = await TrainAsync("maxSteps=3");

        var refused = await TrainAsync("maxSteps=4");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("maxSteps (was 3, now 4)", refused.Error, StringComparison.Ordinal);

        var begun = await TrainAsync("maxSteps=4", "--restart");
        Assert.Equal(0, begun.ExitCode);
        Assert.Equal(4, Events().Count(name => name == "step"));
    }

    [Fact]
    public async Task Train_Interrupted_SavesAndGoesOn()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var first = await VerbRun.OfAsync(TrainCommand.Create, "", Arguments("maxSteps=4"), stop.Token);
        Assert.Equal(130, first.ExitCode);

        var second = await TrainAsync("maxSteps=4");

        Assert.Equal(0, second.ExitCode);
        Assert.Contains("goes on from", second.Error, StringComparison.Ordinal);
        Assert.Equal(4, Events().Count(name => name == "step"));
    }

    [Fact]
    public async Task Train_FolderInUse_IsRefused()
    {
        using var other = RunFolder.Open(Run, restart: false);

        var refused = await TrainAsync("maxSteps=3");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Another process trains in", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_FolderOfSomethingElse_IsLeftAlone()
    {
        Directory.CreateDirectory(Run);
        File.WriteAllText(Path.Combine(Run, "thesis.txt"), "years of work");

        var refused = await TrainAsync("maxSteps=3", "--restart");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("holds no training run", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(Run).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Train_ManyFaultsInTheRecipe_AreToldAtOnce()
    {
        var refused = await TrainAsync("epochs=0", "--set", "model.size=3");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("epochs is 0", refused.Error, StringComparison.Ordinal);
        Assert.Contains("model.size is an unknown key", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public async Task Train_DataChangedSincePrepare_NamesTheFile()
    {
        File.AppendAllText(Path.Combine(Data, "train.src"), "one more line\n");

        var refused = await TrainAsync("maxSteps=3");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("train.src: changed since 'nmt prepare'", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>
    /// Some kernels of oneDNN borrow the stack pointer: a signal taken inside one writes over the heap, so the thread that
    /// multiplies must be seen to hold signals back, and a stop must still end the run in order.
    /// </summary>
    [Fact]
    public async Task Train_OneThread_HoldsSignalsInProductsAndEndsInOrder()
    {
        using var process = Start("maxSteps=100000", "--threads", "1", "--set", "epochs=100000", "--set", "model.decoderHidden=128");
        try
        {
            var log = Path.Combine(Run, "run.jsonl");
            while (!process.HasExited && !(File.Exists(log) && new FileInfo(log).Length > 2000)) // it is in its steps
                await Task.Delay(10);

            var held = false;
            for (var i = 0; i < 100_000 && !held && !process.HasExited; i++)
            {
                held = HoldsSignals(process);
                if (i % 100 == 0)
                    await Task.Delay(1);
            }

            Assert.True(held);
            Assert.Equal(0, Kill(process.Id, SigTerm));
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal((143, true), (process.ExitCode, error.Contains("interrupted at step", StringComparison.Ordinal)));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Train_Init_TakesNetworkAndWeightsAndStaysWithThem()
    {
        _ = await TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24");
        var first = Path.Combine(_folder.Path, "first");
        Directory.Move(Run, first);
        var best = Path.Combine(first, "best");

        var run = await TrainAsync("maxSteps=1", "--set", "optimizer.learningRate=1e-12", "--set", "regularisation.averageDecay=0", "--init", best);

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        using var before = ModelBundle.Load(best, CPU);
        using var after = ModelBundle.Load(Path.Combine(Run, "best"), CPU);
        Assert.Equal(24, after.Model.Config.DecoderHidden);
        Assert.All(before.Model.named_parameters(), entry => Assert.True(entry.parameter.allclose(after.Model.get_parameter(entry.name)!, 0, 1e-6)));

        var other = await TrainAsync("maxSteps=1", "--set", "optimizer.learningRate=1e-12", "--set", "regularisation.averageDecay=0", "--init", Path.Combine(Run, "best"));
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("--init (was a model with weights", other.Error, StringComparison.Ordinal);

        var none = await TrainAsync("maxSteps=1", "--init", Path.Combine(first, "none"));
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("there is no such folder", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Train_CutRunWhoseInitIsGone_GoesOn(bool named)
    {
        _ = await TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24");
        var first = Path.Combine(_folder.Path, "first");
        Directory.Move(Run, first);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var cut = await VerbRun.OfAsync(TrainCommand.Create, "", Arguments("maxSteps=2", "--init", Path.Combine(first, "best")), stop.Token);
        Assert.Equal(130, cut.ExitCode);
        Directory.Delete(first, recursive: true);

        var run = await TrainAsync(["maxSteps=2", .. named ? (string[])["--init", Path.Combine(first, "best") + "/"] : []]);

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        using var bundle = ModelBundle.Load(Path.Combine(Run, "best"), CPU);
        Assert.Equal(24, bundle.Model.Config.DecoderHidden);
    }

    [Fact]
    public async Task Train_CutBeforeItsFirstCheckpoint_BeginsFromTheSameModelOnly()
    {
        _ = await TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24", "--set", "seed=2");
        var other = Path.Combine(_folder.Path, "other");
        Directory.Move(Run, other);
        _ = await TrainAsync("maxSteps=3", "--set", "model.decoderHidden=24");
        var first = Path.Combine(_folder.Path, "first");
        Directory.Move(Run, first);
        var best = Path.Combine(first, "best");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        _ = await VerbRun.OfAsync(TrainCommand.Create, "", Arguments("maxSteps=2", "--init", best), stop.Token);
        Directory.Delete(Path.Combine(Run, "checkpoints"), recursive: true);

        var cut = await VerbRun.OfAsync(TrainCommand.Create, "", Arguments("maxSteps=2", "--init", best), stop.Token);
        Assert.Equal((130, false), (cut.ExitCode, cut.Error.Contains("goes on from", StringComparison.Ordinal)));
        Directory.Delete(Path.Combine(Run, "checkpoints"), recursive: true);
        Directory.Delete(best, recursive: true);
        Directory.Move(Path.Combine(other, "best"), best);
        var changed = await TrainAsync("maxSteps=2", "--init", best);

        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("is not the model any more that the run began from", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_RunThatHasBegun_KeepsItsRecipeUnlessAnotherIsAskedFor()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        _ = await VerbRun.OfAsync(TrainCommand.Create, "", Arguments("maxSteps=4", "--set", "batches.tokens=120"), stop.Token);
        string[] bare = ["--data", Data, "--output", Run, "--device", "cpu"];

        var changed = await VerbRun.OfAsync(TrainCommand.Create, [.. bare, "--set", "maxSteps=5"]);
        var run = await VerbRun.OfAsync(TrainCommand.Create, [.. bare, "--set", "log.everySteps=2"]);

        Assert.Contains("maxSteps (was 4, now 5)", changed.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.Equal(2, Events().Count(name => name == "step"));
        Assert.DoesNotContain("preset", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_NoOutput_TrainsUnderRunsByTheNameOfTheData()
    {
        var name = "t" + Path.GetFileName(_folder.Path);
        var data = Path.Combine(_folder.Path, name);
        Directory.Move(Data, data);
        try
        {
            var run = await VerbRun.OfAsync(TrainCommand.Create, "--data", data, "--device", "cpu", "--set", "maxSteps=1");

            Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
            Assert.True(File.Exists(Path.Combine("runs", name, "best", ModelManifest.FileName)));
            Assert.Contains($"nmt: the run is in {Path.Combine("runs", name)}", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            if (Directory.Exists(Path.Combine("runs", name)))
                Directory.Delete(Path.Combine("runs", name), recursive: true);
        }
    }

    private const int SigTerm = 15;

    // The main thread's mask, bit n - 1 for signal n; .NET itself never blocks this one.
    private static bool HoldsSignals(Process process)
    {
        var mask = File.ReadLines($"/proc/{process.Id}/task/{process.Id}/status").First(line => line.StartsWith("SigBlk:", StringComparison.Ordinal));
        return (Convert.ToUInt64(mask[7..].Trim(), 16) & (1UL << (SigTerm - 1))) != 0;
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private Task<VerbRun> TrainAsync(params string[] settings) => VerbRun.OfAsync(TrainCommand.Create, Arguments(settings));

    private string[] Arguments(params string[] settings) =>
    [
        "--config", Path.Combine(RepositoryTests.FindRoot(), "Nmt.Training", "Configs", "tiny.json"),
        "--data", Data, "--output", Run, "--device", "cpu", "--set", .. settings,
    ];

    private Process Start(params string[] settings)
    {
        string[] program = [Path.Combine(AppContext.BaseDirectory, "nmt.dll"), "train", .. Arguments(settings)];
        return Process.Start(new ProcessStartInfo("dotnet", program) { RedirectStandardError = true })!;
    }

    private List<string> Events() =>
        [.. File.ReadLines(Path.Combine(Run, "run.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
}
