using Bunit;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class ComparePanelTests : MemoryContext
{
    [Fact]
    public void OneModel_SaysWhatToDo()
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"));
        Assert.Contains("Only one model", Show().Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondModel_OfTheSamePair_CanBeChosen()
    {
        Catalog.Show(
            FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"), FakeCatalog.Ready("en", "de", "older"),
            FakeCatalog.Ready("en", "de", "broken") with { State = ModelState.Failed });
        Assert.Equal(["", "older"], Show().FindAll("option").Select(option => option.GetAttribute("value")));
        Assert.Empty(Translator.Calls);
    }

    [Fact]
    public async Task Chosen_TranslatesAndMarksTheDifferences()
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        Assert.Equal(("older", "the red house"), (Translator.Last.Request.Model, Translator.Last.Text));
        Assert.Contains("translates…", panel.Find("[role=status]").TextContent, StringComparison.Ordinal);

        Translator.Last.Finish("das grüne Haus hier");
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll(".sides section").Count), TimeSpan.FromSeconds(30));
        Assert.Equal("The models differ in 1 of the words here and 2 there.", panel.Find(".verdict").TextContent);
        Assert.Equal("[only here: rote]", panel.FindAll("section")[0].QuerySelector("del")!.TextContent);
        Assert.Equal(["[only here: grüne]", "[only here: hier]"], panel.FindAll("section")[1].QuerySelectorAll("ins").Select(each => each.TextContent));
        Assert.Contains(panel.FindAll("tr.differs"), row => row.TextContent.Contains('≠'));
    }

    [Theory]
    [InlineData("das rote Haus", "Both models say the same.")]
    [InlineData("ein Schuppen", "The models agree in no word.")]
    public async Task Verdict_Always_IsInWords(string answer, string verdict)
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        Translator.Last.Finish(answer);
        panel.WaitForAssertion(() => Assert.Equal(verdict, panel.Find(".verdict").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Scores_OfBoth_StandSideBySide()
    {
        Catalog.Show(
            FakeCatalog.Ready("en", "de") with { Scores = [new ModelScore("test", "BLEU", 30.25, "s")] },
            FakeCatalog.Ready("en", "de", "older") with { Name = "first try" });
        IRenderedComponent<ComparePanel> panel = Show();
        await ChooseAsync(panel);
        Translator.Last.Finish("das Haus");
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("tbody tr")), TimeSpan.FromSeconds(30));
        var row = panel.FindAll("tbody tr").Single(each => each.TextContent.Contains("BLEU on test", StringComparison.Ordinal));
        Assert.Equal(["30.25", "– ≠"], row.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal("first try (older)", panel.FindAll("thead th")[1].TextContent);
    }

    [Fact]
    public async Task AnotherText_IsComparedByItself()
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        panel.Render(parameters => parameters.Add(part => part.Subject, Subject("a cat", "eine Katze")));
        await Translator.WhenAskedAsync(2);
        Assert.Equal("a cat", Translator.Last.Text);
        Assert.True(Translator.Calls[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Fault_IsShown()
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        Translator.Last.Fail(new UnavailableException("The server is busy."));
        panel.WaitForAssertion(() => Assert.Equal("The server is busy.", panel.Find("[role=alert]").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Table_AndFile_HaveTheFacts()
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        Translator.Last.Finish("das Haus");
        panel.WaitForAssertion(() => panel.Find("[data-table]"), TimeSpan.FromSeconds(30));
        await panel.Find("[data-table]").ChangeAsync(true);
        Assert.Empty(panel.FindAll(".sides"));
        Assert.Contains("Translation,das rote Haus,das Haus", await SavedAsync(panel, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attention_LinedUp_IsDrawnListedAndSaved()
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        Assert.True(Translator.Last.Request.Attention);
        Translator.Last.Finish("das Haus");
        panel.WaitForAssertion(() => panel.Find("#attention-difference"), TimeSpan.FromSeconds(30));
        Assert.Equal(["das", "Haus", "(end)"], panel.FindAll("[role=rowheader]").Select(head => head.TextContent.Trim()));
        Assert.Equal(3 * 4, panel.FindAll("[role=gridcell]").Count);
        Assert.Contains("difference in share of attention", panel.Find("#attention-difference .legend").TextContent, StringComparison.Ordinal);
        await panel.FindAll("[data-save=svg]").Single().ClickAsync();
        Assert.Equal("#attention-difference", Downloads.VerifyInvoke("savePicture").Arguments[1]);

        await panel.Find("[data-table]").ChangeAsync(true);
        Assert.Empty(panel.FindAll("[role=gridcell]"));
        Assert.Contains("word,the,red,house,(end)", await SavedAsync(panel, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attention_NothingInCommon_SaysSo()
    {
        IRenderedComponent<ComparePanel> panel = await ChosenAsync();
        Translator.Last.Finish("ein Schuppen");
        panel.WaitForAssertion(() => Assert.Contains("nothing to line up", panel.Find(".looks").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Empty(panel.FindAll("[data-save=svg]"));
    }

    [Fact]
    public async Task AnotherHypothesis_IsComparedWithTheSameAnswer()
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("en", "de", "older"));
        InspectorSubject subject = Subject(Translations.Of("the red house", "das rote Haus", "ein rotes Haus"));
        IRenderedComponent<ComparePanel> panel = Render<ComparePanel>(parameters => parameters.Add(part => part.Subject, subject));
        await ChooseAsync(panel);
        Translator.Last.Finish("das rote Haus");
        panel.WaitForAssertion(() => Assert.Equal("Both models say the same.", panel.Find(".verdict").TextContent), TimeSpan.FromSeconds(30));
        panel.Render(parameters => parameters.Add(part => part.Subject, subject with { Selected = 1 }));
        Assert.Equal("The models differ in 2 of the words here and 2 there.", panel.Find(".verdict").TextContent);
        Assert.Single(Translator.Calls);
    }

    [Fact]
    public async Task Disposed_ListensNoMore()
    {
        await ChosenAsync();
        await DisposeComponentsAsync();
        Assert.Equal(0, Catalog.Listeners);
        Assert.True(Translator.Last.Token.IsCancellationRequested);
    }

    private async Task<string> SavedAsync(IRenderedComponent<ComparePanel> panel, int which)
    {
        await panel.FindAll("[data-save=csv]")[which].ClickAsync();
        return Assert.IsType<string>(Downloads.Invocations["saveText"][^1].Arguments[2]);
    }

    // The handler of the choice ends with the answer, so that it is the question that is waited for.
    private Task ChooseAsync(IRenderedComponent<ComparePanel> panel)
    {
        _ = panel.Find("select.other").ChangeAsync("older");
        return Translator.WhenAskedAsync(1);
    }

    private async Task<IRenderedComponent<ComparePanel>> ChosenAsync()
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("en", "de", "older"));
        IRenderedComponent<ComparePanel> panel = Show();
        await ChooseAsync(panel);
        return panel;
    }

    private IRenderedComponent<ComparePanel> Show() => Render<ComparePanel>(parameters => parameters.Add(part => part.Subject, Subject()));
}
