using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Nmt.Tests.Conventions;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

/// <summary>From two files to an installed model with the real program, through a process that is killed on the way.</summary>
public sealed class TrainingEndToEndTests : IDisposable
{
    private static readonly string[] TinyNetwork =
    [
        "--device", "cpu", "--threads", "1", "--set", "model.embedding=16", "--set", "model.encoderHidden=8", "--set", "model.decoderHidden=16",
        "--set", "batches.tokens=200", "--set", "log.everySteps=1", "--set", "checkpoints.everySteps=2", "--set", "evaluation.everySteps=10",
        "--set", "evaluation.patience=0",
    ];

    private readonly WorkshopBench _bench = new(options =>
    {
        foreach (string argument in TinyNetwork)
        {
            options.TrainArguments.Add(argument);
        }
    });

    private readonly NmtProgram _nmt;

    public TrainingEndToEndTests() => _nmt = new NmtProgram(Options.Create(new WorkshopOptions()));

    public void Dispose()
    {
        foreach (string folder in Directory.Exists(_bench.Folder.Runs) ? TrainingJob.RunsIn(_bench.Folder.Runs) : [])
        {
            if (TrainingJob.Read(folder)?.Process is { } process && _nmt.IsAlive(process))
            {
                using var running = Process.GetProcessById(process.Id);
                running.Kill();
                running.WaitForExit();
            }
        }

        _bench.Dispose();
    }

    [Fact]
    public async Task Train_KilledOnTheWay_IsBrokenOffGoesOnAndIsInstalled()
    {
        (CorpusStore corpora, TrainingRuns runs) = Services();
        StoredCorpus corpus = await corpora.AddAsync(Upload(), null, CancellationToken.None);
        await corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        CorpusReport report = corpora.Find(corpus.Id)!.Report!;
        Assert.Null(report.Fault);
        Assert.Equal(300, report.PairsRead);
        await corpora.PrepareAsync(corpus.Id, new CorpusChoice(), _ => { }, CancellationToken.None);
        Assert.InRange(corpora.Find(corpus.Id)!.Prepared!.TrainPairs, 200, 300);

        // Long enough that it is still at work when it is killed.
        string name = runs.Start(new TrainingChoice { Corpus = corpus.Id, Preset = "pairs-5k", Epochs = 2_000 });
        await UntilAsync(runs, name, run => run.History.Checkpoint is not null && run.HasModel);
        Assert.Equal(RunState.Training, runs.Find(name)!.State);

        // A server that is started anew finds it by what is on the disk.
        (_, runs) = Services();
        Assert.Equal(RunState.Training, runs.Find(name)!.State);
        ProcessMark first = Mark(name);
        Assert.Equal(0, Kill(first.Id, 9));
        await UntilAsync(runs, name, run => run.State == RunState.BrokenOff);
        RunView broken = runs.Find(name)!;
        Assert.True(broken.MayResume);
        Assert.NotEmpty(broken.History.Loss);

        runs.Resume(name);
        Assert.NotEqual(first, Mark(name));
        await UntilAsync(runs, name, run => run.State == RunState.Training && run.History.Step > broken.History.Step);
        Assert.Contains("\"event\":\"resume\"", await File.ReadAllTextAsync(Path.Combine(_bench.Folder.Runs, name, "run.jsonl")), StringComparison.Ordinal);

        runs.Stop(name);
        await UntilAsync(runs, name, run => run.State == RunState.Stopped);
        RunView stopped = runs.Find(name)!;
        Assert.Equal(stopped.History.Step, stopped.History.Checkpoint);

        string id = await _bench.Models.InstallAsync(runs.BestOf(name), name, CancellationToken.None);
        Assert.Equal("en", BundleArchive.Check(Path.Combine(_bench.Folder.Models, id)).SourceLanguage);
    }

    private (CorpusStore, TrainingRuns) Services()
    {
        var corpora = new CorpusStore(_bench.Settings, _nmt, TimeProvider.System);
        return (corpora, new TrainingRuns(_bench.Serving, _bench.Settings, _nmt, corpora, TimeProvider.System));
    }

    private ProcessMark Mark(string run) => TrainingJob.Read(Path.Combine(_bench.Folder.Runs, run))!.Process!;

    private static Task UntilAsync(TrainingRuns runs, string name, Func<RunView, bool> condition) => NmtProgramTests.UntilAsync(() =>
    {
        RunView run = runs.Find(name)!;
        Assert.False(run.State == RunState.Failed, string.Join('\n', run.LastWords));
        return condition(run);
    });

    private static CorpusUpload Upload() => new()
    {
        SourceLanguage = "en",
        TargetLanguage = "de",
        Files = [Head("train.en"), Head("train.de")],
    };

    private static FileUpload Head(string name) => WorkshopBench.File(
        name, string.Concat(File.ReadLines(Path.Combine(RepositoryTests.FindRoot(), "data", name)).Take(300).Select(line => line + "\n")));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
