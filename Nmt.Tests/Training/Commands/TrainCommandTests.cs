using Nmt.Model;
using Nmt.Training.Commands;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Commands;

public sealed class TrainCommandTests : IAsyncLifetime
{
    private readonly TinyRun _run = new();

    public ValueTask InitializeAsync() => _run.PrepareAsync();

    public ValueTask DisposeAsync()
    {
        _run.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Train_TinyCorpus_LeavesABundleAndALog()
    {
        var run = await _run.TrainAsync("maxSteps=6");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.Contains("aa to bb: ", run.Error, StringComparison.Ordinal);
        using var bundle = ModelBundle.Load(Path.Combine(_run.Folder, "best"), CPU);
        Assert.Equal(("aa", "bb"), (bundle.Manifest.SourceLanguage, bundle.Manifest.TargetLanguage));
        var events = _run.Events();
        Assert.Equal("start", events[0]);
        Assert.Equal("end", events[^1]);
        Assert.Equal(6, events.Count(name => name == "step"));
        Assert.Contains("evaluate", events);
        Assert.Contains("checkpoint", events);
    }

    [Fact]
    public async Task Train_WithoutARecipe_PicksAPresetAndSaysWhyAndWhatItTakes()
    {
        var run = await VerbRun.OfAsync(TrainCommand.Create, "--data", _run.Data, "--output", _run.Folder, "--device", "cpu", "--set", "maxSteps=1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("nmt: preset pairs-5k for 70 pairs (up to 12,000): 2,000 pieces, dropout 0.5", run.Error, StringComparison.Ordinal);
        Assert.Contains("nmt: estimate: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"labelSmoothing\": 0.2", File.ReadAllText(Path.Combine(_run.Folder, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_BpeDropout_EstimateCountsThePiecesItMakes()
    {
        long plain = await StepsAsync("0"), dropped = await StepsAsync("0.9");

        Assert.InRange(dropped, plain + 1, 6 * plain);

        async Task<long> StepsAsync(string rate)
        {
            var run = await VerbRun.OfAsync(
                TrainCommand.Create, "--data", _run.Data, "--output", _run.Folder, "--restart", "--device", "cpu", "--set", "maxSteps=1", "--set", "batches.tokens=200",
                "--set", $"data.bpeDropout.source={rate}", "--set", $"data.bpeDropout.target={rate}");
            return long.Parse(System.Text.RegularExpressions.Regex.Match(run.Error, "memory, ([0-9,]+) steps").Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Train_RecipeAndPreset_AreOneTooMany()
    {
        var run = await _run.TrainAsync("maxSteps=1", "--preset", "auto");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--config and --preset: a run has one recipe", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run.Folder));
    }

    [Fact]
    public async Task Train_MoreThanTheMemory_IsRefusedWithWhatToChange()
    {
        var run = await _run.TrainAsync("model.decoderHidden=400000");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("GB are free: no batch is small enough", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run.Folder));
    }

    [Fact]
    public async Task Train_FolderInUse_IsRefused()
    {
        using var other = RunFolder.Open(_run.Folder, restart: false);

        var refused = await _run.TrainAsync("maxSteps=3");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Another process trains in", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_FolderOfSomethingElse_IsLeftAlone()
    {
        Directory.CreateDirectory(_run.Folder);
        File.WriteAllText(Path.Combine(_run.Folder, "thesis.txt"), "years of work");

        var refused = await _run.TrainAsync("maxSteps=3", "--restart");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("holds no training run", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(_run.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Train_ManyFaultsInTheRecipe_AreToldAtOnce()
    {
        var refused = await _run.TrainAsync("epochs=0", "--set", "model.size=3");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("epochs is 0", refused.Error, StringComparison.Ordinal);
        Assert.Contains("model.size is an unknown key", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run.Folder));
    }

    [Fact]
    public async Task Train_DataChangedSincePrepare_NamesTheFile()
    {
        File.AppendAllText(Path.Combine(_run.Data, "train.src"), "one more line\n");

        var refused = await _run.TrainAsync("maxSteps=3");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("train.src: changed since 'nmt prepare'", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_NoOutput_TrainsUnderRunsByTheNameOfTheData()
    {
        var name = "t" + Path.GetFileName(_run.Root);
        var data = Path.Combine(_run.Root, name);
        Directory.Move(_run.Data, data);
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
}
