using Bunit;
using Microsoft.AspNetCore.Components;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>The page that trains, with a run; the way there is in <see cref="TrainCorpusTests"/>.</summary>
public sealed class TrainPageTests : WorkshopContext
{
    [Fact]
    public void Closed_ShowsTheRuleAndReadsNothing()
    {
        Reader.IsAdmitted = false;
        IRenderedComponent<Train> page = Render<Train>();
        Assert.NotNull(page.Find(".closed"));
        Assert.Empty(page.FindAll("input"));
    }

    [Fact]
    public void Prerendered_ControlsWait()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Assert.True(Render<Train>().Find("fieldset").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Start_ShowsTheRunAndFollowsIt()
    {
        IRenderedComponent<Train> page = await StartAsync();
        Assert.Equal("Starting", page.Find(".run").GetAttribute("data-state"));
        Assert.Contains("pairs-30k", Bench.Nmt.Last.Arguments);

        Bench.Nmt.Last.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine);
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.Equal("Training", page.Find(".run").GetAttribute("data-state")), Patience);
        Assert.Contains("step 100 of 400, epoch 1.5", page.Find(".run-progress").TextContent, StringComparison.Ordinal);
        Assert.Equal("about 10 min left", page.Find(".left").TextContent);
        Assert.Contains("after the first evaluation", page.Find(".chart-empty").TextContent, StringComparison.Ordinal);

        Bench.Nmt.Last.Tell(WorkshopBench.EvaluateLine);
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.Contains("Ein Hund rennt.", page.Find(".samples").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("BLEU 12.5 at step 120", page.Find(".best").TextContent, StringComparison.Ordinal);
        Assert.Contains("nrefs:1|case:mixed", page.Find(".best code").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_ThenResume()
    {
        IRenderedComponent<Train> page = await StartAsync();
        FakeProcess process = Bench.Nmt.Last;
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine);
        await Button(page, "Pause").ClickAsync();
        Assert.True(process.Terminated);
        Assert.Equal("Ending", page.Find(".run").GetAttribute("data-state"));
        Assert.False(HasButton(page, "Pause"));

        process.Tell(WorkshopBench.CheckpointLine, WorkshopBench.InterruptedLine);
        process.Alive = false;
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.Equal("Paused", page.Find(".run").GetAttribute("data-state")), Patience);
        await Button(page, "Resume").ClickAsync();
        Assert.Equal(2, Bench.Nmt.Processes.Count);
        Assert.Equal("Training", page.Find(".run").GetAttribute("data-state"));
    }

    [Fact]
    public async Task Stop_AsksFirst()
    {
        IRenderedComponent<Train> page = await StartAsync();
        await Button(page, "Stop").ClickAsync();
        Assert.False(Bench.Nmt.Last.Terminated);
        await Button(page, "Stop it").ClickAsync();
        Assert.True(Bench.Nmt.Last.Terminated);
    }

    [Fact]
    public async Task BrokenOff_SaysFromWhereItGoesOn()
    {
        IRenderedComponent<Train> page = await StartAsync();
        Bench.Nmt.Last.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.CheckpointLine);
        Bench.Nmt.Last.Alive = false;
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.Contains("Resume goes on from the checkpoint of step 120.", page.Find(".meaning").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(HasButton(page, "Resume"));
    }

    [Fact]
    public async Task Failed_ShowsTheProgramsWords()
    {
        IRenderedComponent<Train> page = await StartAsync();
        await File.WriteAllTextAsync(Bench.Nmt.Last.Log, "nmt: error: not enough memory\n");
        Bench.Nmt.Last.Alive = false;
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.Equal("not enough memory", page.Find(".run [role=alert]").TextContent), Patience);
    }

    [Fact]
    public async Task Serve_InstallsTheBestModel_AndAsksBeforeItReplacesOne()
    {
        IRenderedComponent<Train> page = await StartAsync();
        Bench.Nmt.Last.Tell(WorkshopBench.StartLine, WorkshopBench.EvaluateLine, WorkshopBench.FinishedLine);
        Bench.Nmt.Last.Alive = false;
        WorkshopBench.WriteBundle(Path.Combine(Bench.Nmt.Last.Output, "best"));
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.True(HasButton(page, "Serve this model")), Patience);
        await Button(page, "Serve this model").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Installed as “en-de”", page.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.NotNull(Bench.Models.FolderOf("en-de"));

        await Button(page, "Serve this model").ClickAsync();
        Assert.True(HasButton(page, "Replace it"));
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_SaysSo()
    {
        IRenderedComponent<Train> page = await StartAsync();
        await Button(page, "Start training").ClickAsync();
        Assert.Contains("en-de is being trained", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(Bench.Nmt.Processes);
    }

    [Fact]
    public async Task Delete_Run_IsGone()
    {
        IRenderedComponent<Train> page = await StartAsync();
        Bench.Nmt.Last.Alive = false;
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.True(HasButton(page, "Delete")), Patience);
        await Button(page, "Delete").ClickAsync();
        await Button(page, "Delete it").ClickAsync();
        Assert.Empty(page.FindAll(".run"));
        Assert.Empty(Bench.Runs.List());
    }

    [Fact]
    public async Task Runs_Several_OneIsLookedAt()
    {
        Bench.Folder.Log("older", WorkshopBench.StartLine, WorkshopBench.EvaluateLine, WorkshopBench.FinishedLine);
        await File.WriteAllTextAsync(Path.Combine(Bench.Folder.Runs, "older", "run.json"), "{}");
        IRenderedComponent<Train> page = await StartAsync();
        Assert.Equal(["en-de", "older"], page.FindAll(".run-name").Select(name => name.TextContent));
        await page.FindAll(".run-row")[1].ClickAsync();
        Assert.Equal("older", page.Find(".run").GetAttribute("data-run"));
        Assert.Equal("true", page.FindAll(".run-row")[1].GetAttribute("aria-pressed"));
        Assert.False(HasButton(page, "Resume"));
    }

    [Fact]
    public async Task Samples_OlderEvaluation_MayBeChosen()
    {
        IRenderedComponent<Train> page = await StartAsync();
        Bench.Nmt.Last.Tell(WorkshopBench.StartLine, WorkshopBench.EvaluateLine, WorkshopBench.EvaluateLine.Replace("rennt", "bellt", StringComparison.Ordinal).Replace("\"step\":120", "\"step\":240", StringComparison.Ordinal));
        Bench.Time.Advance(Train.Interval);
        page.WaitForAssertion(() => Assert.Contains("bellt", page.Find(".samples").TextContent, StringComparison.Ordinal), Patience);
        await page.Find("#sample-step").ChangeAsync("120");
        Assert.Contains("rennt", page.Find(".samples").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<Train>> StartAsync()
    {
        await Bench.AddPreparedAsync();
        StoredCorpus corpus = Bench.Corpora.List()[0];
        Bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await Bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        IRenderedComponent<Train> page = Render<Train>();
        await page.Find("#preset").ChangeAsync("pairs-30k");
        await Button(page, "Start training").ClickAsync();
        page.WaitForAssertion(() => page.Find(".run[data-run=en-de]"), Patience);
        return page;
    }
}
