using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>A run in each of its states: what it means in words, and what can be done then and only then.</summary>
public sealed class RunPanelTests : WorkshopContext
{
    private static readonly RunHistory Half = new() { HasStarted = true, Step = 100, TotalSteps = 400, SecondsLeft = 600, TokensPerSecond = 3_100 };

    [Theory]
    [InlineData(RunState.Starting, "Starting", "measures the machine", "Pause Stop")]
    [InlineData(RunState.Training, "Training", "goes on when you close the browser", "Pause Stop")]
    [InlineData(RunState.Ending, "Ending", "writes a checkpoint, then it ends", "")]
    [InlineData(RunState.Paused, "Paused", "Resume goes on from step 100", "Resume Delete")]
    [InlineData(RunState.Stopped, "Stopped", "ended with a checkpoint", "Resume Delete")]
    [InlineData(RunState.Finished, "Finished", "All epochs are done", "Delete")]
    [InlineData(RunState.BrokenOff, "Broken off", "There was no checkpoint yet: resume begins again", "Resume Delete")]
    [InlineData(RunState.Failed, "Not started", "gave up before the first step", "Resume Delete")]
    public void State_SaysWhatItMeansAndOffersWhatFits(RunState state, string name, string meaning, string buttons)
    {
        IRenderedComponent<RunPanel> panel = Show(Run(state));
        Assert.Equal(name, panel.Find(".chip").TextContent);
        Assert.Contains(meaning, panel.Find(".meaning").TextContent, StringComparison.Ordinal);
        Assert.Equal(buttons, string.Join(' ', panel.FindAll("button").Select(button => button.TextContent)));
    }

    [Theory]
    [InlineData(RunState.Training, "which can only watch it", "")]
    [InlineData(RunState.BrokenOff, "its process ended without being asked to", "Delete")]
    public void RunOfSomebodyElse_IsWatchedOnly(RunState state, string meaning, string buttons)
    {
        IRenderedComponent<RunPanel> panel = Show(Run(state) with { Own = false });
        Assert.Contains(meaning, panel.Find(".meaning").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(buttons, string.Join(' ', panel.FindAll("button").Select(button => button.TextContent)));
    }

    [Fact]
    public void EndedEarly_SaysThatNothingImproved() => Assert.Contains(
        "nothing had improved",
        Show(Run(RunState.Finished) with { History = Half with { End = "early-stopping" } }).Find(".meaning").TextContent,
        StringComparison.Ordinal);

    [Fact]
    public void TimeLeftAndSpeed_AreThoseOfALivingRun()
    {
        IRenderedComponent<RunPanel> living = Show(Run(RunState.Training));
        Assert.Equal("about 10 min left", living.Find(".left").TextContent);
        Assert.Contains("3,100 pieces/s", living.Find("header").TextContent, StringComparison.Ordinal);
        Assert.Equal("25", living.Find("progress").GetAttribute("value"));

        IRenderedComponent<RunPanel> ended = Show(Run(RunState.Paused));
        Assert.Empty(ended.FindAll(".left"));
        Assert.DoesNotContain("pieces/s", ended.Find("header").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_AreListed() => Assert.Equal(
        ["The disk is full.", "A batch was skipped."],
        Show(Run(RunState.Training) with { History = Half with { Warnings = ["The disk is full.", "A batch was skipped."] } })
            .FindAll(".warn").Select(each => each.TextContent));

    [Fact]
    public void BrokenOff_TheLastWordsAreThere()
    {
        IRenderedComponent<RunPanel> panel = Show(Run(RunState.BrokenOff) with { LastWords = ["epoch 3", "Killed"] });
        Assert.Equal("epoch 3\nKilled", panel.Find(".log pre").TextContent);
        Assert.Empty(panel.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Serve_ModelDamaged_SaysSoAndLeavesWhatIsServed()
    {
        string best = Directory.CreateDirectory(Path.Combine(Bench.Folder.Runs, "half", "best")).FullName;
        WorkshopBench.WriteBundle(best);
        await File.WriteAllTextAsync(Path.Combine(best, "vocab.json"), "{\"spoilt\":1}");
        IRenderedComponent<RunPanel> panel = Show(Run(RunState.Paused) with { HasModel = true });
        await Button(panel, "Serve the best so far").ClickAsync();
        panel.WaitForAssertion(() => Assert.Contains("vocab.json", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Null(Bench.Models.FolderOf("half"));
        Assert.False(Button(panel, "Serve the best so far").HasAttribute("disabled"));
    }

    [Fact]
    public void Samples_NoneKept_SaysSo()
    {
        var evaluation = new RunEvaluation(100, 1, 3.5, Bleu: null, "", Best: true, []);
        IRenderedComponent<RunPanel> panel = Show(Run(RunState.Training) with { History = Half with { Evaluations = [evaluation] } });
        Assert.Contains("This evaluation kept none.", panel.Find(".samples").TextContent, StringComparison.Ordinal);
        Assert.Contains("loss 3.500 at step 100", panel.Find(".best").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_GoneMeanwhile_SaysSo()
    {
        IRenderedComponent<RunPanel> panel = Show(Run(RunState.Training));
        await Button(panel, "Pause").ClickAsync();
        Assert.Contains("There is no run 'half'", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private static RunView Run(RunState state) => new("half", state, Half) { SourceLanguage = "en", TargetLanguage = "de", Own = true };

    private IRenderedComponent<RunPanel> Show(RunView run) => Render<RunPanel>(parameters => parameters.Add(part => part.Run, run));
}
