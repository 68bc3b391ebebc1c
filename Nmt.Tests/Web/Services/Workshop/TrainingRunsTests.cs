using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class TrainingRunsTests : IDisposable
{
    private readonly WorkshopBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Start_GivesTheProgramItsArguments()
    {
        using var bench = new WorkshopBench(options => options.TrainArguments.Add("--device"));
        StoredCorpus corpus = await bench.AddPreparedAsync();
        string name = bench.Runs.Start(new TrainingChoice { Corpus = corpus.Id, Preset = "pairs-5k", Name = "My talks!", Epochs = 3 });
        Assert.Equal("My-talks", name);
        Assert.Equal(
            ["train", "--preset", "pairs-5k", "--data", bench.Corpora.PreparedOf(corpus), "--output", Path.Combine(bench.Folder.Runs, name), "--set", "epochs=3", "--device"],
            bench.Nmt.Last.Arguments);
        Assert.False(Directory.Exists(bench.Nmt.Last.Output), "nmt train takes no folder that holds other things");
    }

    [Fact]
    public async Task Start_NotPrepared_SaysSo()
    {
        StoredCorpus corpus = await _bench.AddCorpusAsync();
        NmtException fault = Assert.Throws<NmtException>(() => _bench.Runs.Start(new TrainingChoice { Corpus = corpus.Id }));
        Assert.Contains("not prepared", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", null)]
    [InlineData("auto", 0)]
    public async Task Start_ChoiceThatThePageCannotMake_IsRefused(string preset, int? epochs)
    {
        StoredCorpus corpus = await _bench.AddPreparedAsync();
        Assert.Throws<NmtException>(() => _bench.Runs.Start(new TrainingChoice { Corpus = corpus.Id, Preset = preset, Epochs = epochs }));
        Assert.Empty(_bench.Nmt.Processes);
    }

    [Fact]
    public async Task Start_WhileOneRuns_NamesIt()
    {
        await StartAsync();
        NmtException fault = Assert.Throws<NmtException>(() => _bench.Runs.Start(new TrainingChoice { Corpus = _bench.Corpora.List()[0].Id }));
        Assert.StartsWith("en-de is being trained", fault.Message, StringComparison.Ordinal);
        _bench.Nmt.Last.Alive = false;
        Assert.Equal("en-de-2", _bench.Runs.Start(new TrainingChoice { Corpus = _bench.Corpora.List()[0].Id }));
    }

    [Fact]
    public async Task State_FromStartToFinish()
    {
        FakeProcess process = await StartAsync();
        Assert.Equal(RunState.Starting, State());
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine);
        Assert.Equal(RunState.Training, State());
        process.Tell(WorkshopBench.FinishedLine);
        process.Alive = false;
        Assert.Equal(RunState.Finished, State());
        Assert.False(View().MayResume);
    }

    [Fact]
    public async Task Pause_EndsWithACheckpointAndResumeGivesTheSameCommand()
    {
        FakeProcess process = await StartAsync();
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine);
        _bench.Runs.Pause("en-de");
        Assert.True(process.Terminated);
        Assert.Equal(RunState.Ending, State());

        process.Tell(WorkshopBench.CheckpointLine, WorkshopBench.InterruptedLine);
        process.Alive = false;
        Assert.Equal(RunState.Paused, State());

        _bench.Runs.Resume("en-de");
        Assert.Equal(2, _bench.Nmt.Processes.Count);
        Assert.Equal(process.Arguments, _bench.Nmt.Last.Arguments);
        Assert.Equal(RunState.Training, State());
    }

    [Fact]
    public async Task Stop_StaysStopped()
    {
        FakeProcess process = await StartAsync();
        _bench.Runs.Stop("en-de");
        process.Tell(WorkshopBench.StartLine, WorkshopBench.InterruptedLine);
        process.Alive = false;
        Assert.Equal(RunState.Stopped, State());
        Assert.True(View().MayResume);
    }

    [Fact]
    public async Task Restart_OfTheServer_FindsTheRunAndItsProcessAgain()
    {
        FakeProcess process = await StartAsync();
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.EvaluateLine);
        _bench.Restart();
        Assert.Equal(RunState.Training, State());
        Assert.Equal(("talks", "auto", 1), (View().Corpus, View().Preset, View().History.Evaluations.Count));
        _bench.Runs.Pause("en-de");
        Assert.True(process.Terminated);
    }

    [Fact]
    public async Task Killed_IsBrokenOffAndMayGoOn()
    {
        FakeProcess process = await StartAsync();
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.CheckpointLine);
        await File.WriteAllTextAsync(process.Log, "nmt: estimate: 5.5 M parameters\nKilled\n");
        process.Alive = false;
        Assert.Equal(RunState.BrokenOff, State());
        Assert.Equal("Killed", View().LastWords[^1]);
        _bench.Runs.Resume("en-de");
        Assert.Equal(RunState.Training, State());
    }

    [Fact]
    public async Task Failed_BeforeTheFirstLine_KeepsTheLastWords()
    {
        FakeProcess process = await StartAsync();
        await File.WriteAllTextAsync(process.Log, "nmt: error: this run would take about 9 GB of memory\n");
        process.Alive = false;
        Assert.Equal(RunState.Failed, State());
        Assert.Equal("this run would take about 9 GB of memory", NmtOutcome.FaultIn(View().LastWords));
    }

    [Fact]
    public async Task Start_ProgramMissing_IsToldAndLeavesNoRun()
    {
        StoredCorpus corpus = await _bench.AddPreparedAsync();
        _bench.Nmt.Refusal = "The program nmt is not there.";
        NmtException fault = Assert.Throws<NmtException>(() => _bench.Runs.Start(new TrainingChoice { Corpus = corpus.Id }));
        Assert.Equal("The program nmt is not there.", fault.Message);
        Assert.Empty(_bench.Runs.List());
    }

    [Fact]
    public async Task Resume_WhileItRuns_IsRefused()
    {
        await StartAsync();
        Assert.Throws<NmtException>(() => _bench.Runs.Resume("en-de"));
        Assert.Single(_bench.Nmt.Processes);
    }

    [Fact]
    public async Task Delete_OnlyWhatHasEnded_AndAllOfIt()
    {
        FakeProcess process = await StartAsync();
        process.Tell(WorkshopBench.StartLine);
        await File.WriteAllTextAsync(process.Log, "x");
        Assert.Throws<NmtException>(() => _bench.Runs.Delete("en-de"));
        process.Alive = false;
        _bench.Runs.Delete("en-de");
        Assert.Empty(_bench.Runs.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_bench.Folder.Runs));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../runs/en-de")]
    [InlineData("")]
    [InlineData(".hidden")]
    public async Task Delete_NameThatIsNone_TouchesNothing(string name)
    {
        FakeProcess process = await StartAsync();
        process.Alive = false;
        Assert.Throws<NmtException>(() => _bench.Runs.Delete(name));
        Assert.Null(_bench.Runs.Find(name));
        Assert.Single(_bench.Runs.List());
    }

    [Fact]
    public void List_RunFromATerminal_IsShownButNotOurs()
    {
        _bench.Folder.Log("own", WorkshopBench.StartLine, WorkshopBench.StepLine);
        File.WriteAllText(Path.Combine(_bench.Folder.Runs, "own", "run.json"), "{}");
        RunView run = Assert.Single(_bench.Runs.List());
        Assert.Equal((RunState.Training, false, false), (run.State, run.Own, run.MayPause));
        _bench.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(RunState.BrokenOff, Assert.Single(_bench.Runs.List()).State);
        Assert.Throws<NmtException>(() => _bench.Runs.Resume("own"));
    }

    [Fact]
    public async Task BestOf_BeforeTheFirstEvaluation_SaysWhen()
    {
        FakeProcess process = await StartAsync();
        process.Tell(WorkshopBench.StartLine);
        Assert.Contains("first evaluation", Assert.Throws<NmtException>(() => _bench.Runs.BestOf("en-de")).Message, StringComparison.Ordinal);
        WorkshopBench.WriteBundle(Path.Combine(process.Output, "best"));
        Assert.True(View().HasModel);
        Assert.Equal(Path.Combine(process.Output, "best"), _bench.Runs.BestOf("en-de"));
    }

    private async Task<FakeProcess> StartAsync()
    {
        StoredCorpus corpus = await _bench.AddPreparedAsync();
        _bench.Runs.Start(new TrainingChoice { Corpus = corpus.Id });
        return _bench.Nmt.Last;
    }

    private RunView View() => _bench.Runs.Find("en-de")!;

    private RunState State() => View().State;
}
