using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

public sealed class CorpusStepTests : WorkshopContext
{
    [Theory]
    [InlineData("12", "epochs=12")]
    [InlineData("0", null)]
    [InlineData("many", null)]
    [InlineData("", null)]
    public async Task Epochs_Typed_ReachTheRunWhereTheyAreANumber(string typed, string? asked)
    {
        IRenderedComponent<CorpusStep> step = await PreparedAsync();
        await step.Find("#epochs").ChangeAsync(typed);
        await Button(step, "Start training").ClickAsync();
        Assert.Equal(asked, Bench.Nmt.Last.Arguments.SkipWhile(each => each != "--set").Skip(1).FirstOrDefault());
    }

    [Fact]
    public async Task Recipe_Chosen_SaysWhatItIsFor()
    {
        IRenderedComponent<CorpusStep> step = await PreparedAsync();
        foreach (TrainingPreset preset in TrainingPreset.All)
        {
            await step.Find("#preset").ChangeAsync(preset.Name);
            Assert.Equal(preset.Note, step.Find(".recipe .hint").TextContent);
        }
    }

    [Fact]
    public async Task Start_ProgramMissing_SaysSoAndKeepsWhatWasTyped()
    {
        IRenderedComponent<CorpusStep> step = await PreparedAsync();
        Bench.Nmt.Refusal = "The program nmt is not there.";
        await step.Find("#run-name").ChangeAsync("mine");
        await Button(step, "Start training").ClickAsync();
        Assert.Equal("The program nmt is not there.", step.Find("[role=alert]").TextContent);
        Assert.Equal("mine", step.Find("#run-name").GetAttribute("value"));
    }

    [Fact]
    public async Task Delete_AsksFirst()
    {
        IRenderedComponent<CorpusStep> step = await PreparedAsync();
        await Button(step, "Delete this corpus").ClickAsync();
        Assert.Single(Bench.Corpora.List());
        await Button(step, "Delete it").ClickAsync();
        Assert.Empty(Bench.Corpora.List());
    }

    [Fact]
    public async Task Preparing_UnderWay_NothingElseMayBeDone()
    {
        StoredCorpus corpus = await CheckedAsync();
        var end = new TaskCompletionSource();
        Bench.Nmt.Hold = end.Task;
        IRenderedComponent<CorpusStep> step = Show(corpus);
        await Button(step, "Prepare it").ClickAsync();
        step.Render(parameters => parameters.Add(part => part.Corpus, corpus));
        step.WaitForAssertion(() => Assert.Contains("Preparing:", step.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.All(step.FindAll(".actions button"), button => Assert.True(button.HasAttribute("disabled")));
        end.SetResult();
    }

    private async Task<StoredCorpus> CheckedAsync()
    {
        StoredCorpus corpus = await Bench.AddCorpusAsync();
        Bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await Bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        return Bench.Corpora.Find(corpus.Id)!;
    }

    private async Task<IRenderedComponent<CorpusStep>> PreparedAsync()
    {
        StoredCorpus corpus = await Bench.AddPreparedAsync();
        Bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await Bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        return Show(Bench.Corpora.Find(corpus.Id)!);
    }

    private IRenderedComponent<CorpusStep> Show(StoredCorpus corpus) =>
        Render<CorpusStep>(parameters => parameters.Add(part => part.Corpus, corpus));
}
