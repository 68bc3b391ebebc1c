using System.Text.Json;
using Nmt.Model;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Training.Commands;

/// <summary>Real runs that are stopped by every means, and must end as if nothing had happened.</summary>
public sealed class KilledRunTests : IAsyncLifetime
{
    private const int SigInt = 2;
    private const int SigKill = 9;
    private const int SigTerm = 15;

    private const int Kills = 10;
    private const int Steps = 120;

    private static readonly string[] Settings =
    [
        $"maxSteps={Steps}", "epochs=1000", "evaluation.everySteps=40", "evaluation.samples=1", "checkpoints.everySteps=4",
    ];

    private readonly TemporaryFolder _folder = new();
    private string _data = "";

    public async ValueTask InitializeAsync() => _data = await TinyCorpus.PrepareAsync(_folder.Path);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The moments are drawn: some a time after the begin, which may be before the first tensor is there, others a number
    /// of steps. What a process does at its moment is up to the machine, and any of it must do.
    /// </summary>
    [Fact]
    public async Task Train_KilledAtTenRandomMoments_EndsInTheWeightsOfARunThatWasNot()
    {
        using (var whole = new TrainingProcess(_data, _folder["whole"], Settings))
            Assert.Equal((0, ""), await EndAsync(whole));
        var expected = Hashes(_folder["whole"]);
        Assert.Equal(Steps, LoggedSteps("whole").Count);

        var random = new Random(20261123);
        var (kills, runs) = (0, 0);
        while (kills < Kills || runs == 0)
        {
            var run = $"cut-{runs}";
            using var process = new TrainingProcess(_data, _folder[run], Settings);
            if (kills < Kills && await MomentAsync(process))
                process.TrySignal(SigKill);
            var end = await EndAsync(process);
            if (end.ExitCode == 128 + SigKill)
            {
                kills++;
                continue;
            }

            Assert.Equal((0, ""), end);
            Assert.Equal(expected, Hashes(_folder[run]));
            Assert.Equal(Enumerable.Range(1, Steps), LoggedSteps(run)); // none lost, none twice
            runs++;
        }

        Task<bool> MomentAsync(TrainingProcess process) => random.Next(3) == 0
            ? process.OutlastsAsync(TimeSpan.FromMilliseconds(random.Next(1_000)))
            : process.TakesAsync(random.Next(1, 10));
    }

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public async Task Train_AskedToStop_SavesWhereItStandsAndExitsWithTheSignalsNumber(int signal)
    {
        using var process = new TrainingProcess(
            _data, _folder["run"], "maxSteps=1000000", "epochs=100000", "evaluation.everySteps=1000000", "checkpoints.everySteps=1000000");
        Assert.True(await process.TakesAsync(5));

        Assert.True(process.TrySignal(signal));

        Assert.Equal(128 + signal, await process.EndAsync());
        var last = LoggedSteps("run")[^1];
        Assert.Contains($"interrupted at step {last:N0} ", process.Error, StringComparison.Ordinal);
        var checkpoint = Path.Combine(_folder["run"], "checkpoints", $"step-{last:D6}");
        ModelManifest.Read(checkpoint).Verify(checkpoint);
    }

    private static async Task<(int ExitCode, string Error)> EndAsync(TrainingProcess process)
    {
        var exitCode = await process.EndAsync();
        return (exitCode, exitCode is 0 or 128 + SigKill ? "" : process.Error);
    }

    // The manifest's hashes, and that the files have them.
    private static string[] Hashes(string run)
    {
        string[] folders = [Path.Combine(run, "checkpoints", $"step-{Steps:D6}"), Path.Combine(run, "best")];
        return [.. folders.SelectMany(folder =>
        {
            var manifest = ModelManifest.Read(folder);
            manifest.Verify(folder);
            return manifest.Files.Where(file => file.Key.EndsWith(".safetensors", StringComparison.Ordinal)).OrderBy(file => file.Key).Select(file => file.Value);
        })];
    }

    private List<int> LoggedSteps(string run) =>
        [.. File.ReadLines(Path.Combine(_folder[run], "run.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(told => told.GetProperty("event").GetString() == "step")
            .Select(told => told.GetProperty("step").GetInt32())];
}
