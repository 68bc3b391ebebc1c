using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 6, 7, 8, 9, 10, TimeSpan.Zero));

    private string LogPath => Path.Combine(_folder.Path, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Event_IsOneLineWithEventAndTimeFirst()
    {
        using (var log = RunLog.Open(LogPath, 0, _time, Assert.Null))
            log.Write(Step(7));

        var line = Assert.Single(File.ReadAllLines(LogPath));
        Assert.StartsWith("""{"event":"step","time":"2026-05-06T07:08:09.010Z",""", line, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(
            ["event", "time", "epoch", "loss", "perplexity", "learningRate", "gradientNorm", "tokensPerSecond", "memoryMegabytes", "secondsLeft", "step"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(7, json.RootElement.GetProperty("step").GetInt32());
    }

    [Fact]
    public void Write_Evaluation_HasSamplesAsTheyAreRead()
    {
        using (var log = RunLog.Open(LogPath, 0, _time, Assert.Null))
            log.Write(Evaluation(5));

        using var json = JsonDocument.Parse(File.ReadAllText(LogPath));
        var sample = json.RootElement.GetProperty("samples")[0];
        Assert.Equal("ein Häschen", sample.GetProperty("translation").GetString());
        Assert.Equal("nrefs:1", json.RootElement.GetProperty("signature").GetString());
        Assert.Contains("Häschen", File.ReadAllText(LogPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NumberThatIsNone_IsLeftOut()
    {
        using (var log = RunLog.Open(LogPath, 0, _time, Assert.Null))
            log.Write(Step(7) with { Loss = double.NaN, GradientNorm = double.PositiveInfinity });

        using var json = JsonDocument.Parse(File.ReadAllText(LogPath));
        Assert.Equal(
            ["event", "time", "epoch", "learningRate", "tokensPerSecond", "memoryMegabytes", "secondsLeft", "step"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Write_Begin_SaysWhatTheNumbersDependOn()
    {
        var environment = new RunEnvironment
        {
            Version = "1.2.3", Commit = "v1-4-gabc", Runtime = ".NET 10", Torch = "TorchSharp 0.107.0", Device = "cpu", Threads = 2, Kernel = "some processor",
        };
        using (var log = RunLog.Open(LogPath, 0, _time, Assert.Null))
            log.Write(new RunResumed(7, environment) { Checkpoint = "step-000007", Seed = 5, TotalSteps = 90 });

        using var json = JsonDocument.Parse(File.ReadAllText(LogPath));
        Assert.Equal(
            "resume 7 step-000007 5 90 1.2.3 v1-4-gabc .NET 10 TorchSharp 0.107.0 cpu 2 some processor",
            string.Join(' ', new[] { "event", "step", "checkpoint", "seed", "totalSteps", "version", "commit", "runtime", "torch", "device", "threads", "kernel" }
                .Select(key => json.RootElement.GetProperty(key).ToString())));
        Assert.False(json.RootElement.TryGetProperty("environment", out _));
    }

    [Fact]
    public void Write_Line_CanBeReadAtOnce()
    {
        using var log = RunLog.Open(LogPath, 0, _time, Assert.Null);

        log.Write(Step(1));

        using var reader = new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Assert.True(reader.Length > 0);
    }

    [Fact]
    public void Open_RunThatGoesOn_RemovesLaterStepsAndACutLine()
    {
        using (var log = RunLog.Open(LogPath, 0, _time, Assert.Null))
        {
            foreach (var step in (int[])[1, 2, 3, 4])
                log.Write(Step(step));
        }

        File.AppendAllText(LogPath, """{"event":"step","time":"2026""");
        using (var log = RunLog.Open(LogPath, 2, _time, Assert.Null))
            log.Write(new RolledBack(2, 4, "checkpoints/step-000002", 0.5));

        Assert.Equal([1, 2, 2], File.ReadAllLines(LogPath).Select(StepOf));
    }

    [Fact]
    public void Open_LastLineWithoutItsEnd_IsCompletedBeforeTheNext()
    {
        using (var log = RunLog.Open(LogPath, 0, _time, Assert.Null))
            log.Write(Step(1));
        File.WriteAllText(LogPath, File.ReadAllText(LogPath).TrimEnd('\n'));

        using (var log = RunLog.Open(LogPath, 1, _time, Assert.Null))
            log.Write(Step(2));

        Assert.Equal([1, 2], File.ReadAllLines(LogPath).Select(StepOf));
    }

    private static int StepOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("step").GetInt32();
    }

    private static StepsDone Step(int step) => new(step)
    {
        Epoch = 0.5,
        Loss = 1,
        LearningRate = 0.1,
        GradientNorm = 2,
        TokensPerSecond = 3,
        MemoryMegabytes = 4,
        SecondsLeft = 5,
    };

    private static Evaluated Evaluation(int step) => new(step)
    {
        Epoch = 1,
        ValidLoss = 2,
        ValidPerplexity = 7.4,
        Bleu = 30,
        Signature = "nrefs:1",
        Best = true,
        Samples = [new TranslationSample("a bunny", "ein Hase", "ein Häschen")],
    };
}
