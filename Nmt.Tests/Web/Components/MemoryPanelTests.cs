using Bunit;
using Nmt.Model.Network;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class MemoryPanelTests : MemoryContext
{
    [Fact]
    public void Opened_ShowsTheCellsOfTheSourceMostChangingFirst()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        MemoryQuestion question = Assert.Single(Memory.Questions);
        Assert.Equal((MemorySide.SourceForward, 0), (question.Side, question.Layer));
        Assert.Equal(3, question.Source.Count);
        Assert.Equal(20 * 4, panel.FindAll("rect.cell").Count);
        Assert.Equal(["the", "red", "house", "(end)"], panel.FindAll("[role=columnheader]").Select(head => head.TextContent.Trim()));
        int first = UnitOrder.ByVariance(Memory.Read(question, CancellationToken.None), MemoryQuantity.Cell)[0];
        Assert.EndsWith($"unit {first}", panel.Find("[role=rowheader]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal($"{first}", panel.Find("input.which").GetAttribute("value"));
    }

    [Fact]
    public void Opened_ModelAtOtherWork_SaysThatItIsBeingRead()
    {
        var free = new TaskCompletionSource();
        Translator.Hold = free.Task;
        IRenderedComponent<MemoryPanel> panel = Show();
        Assert.Equal("Reading the cells…", panel.Find("[role=status]").TextContent);
        Assert.Empty(panel.FindAll("rect.cell"));
        free.SetResult();
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("rect.cell")), Limit);
        Assert.Empty(panel.FindAll("[role=status]"));
    }

    [Fact]
    public async Task SideAndLayer_ChosenAnew_TheReadingBeforeIsStopped()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.side").ChangeAsync("Target");
        Assert.True(Memory.Tokens[0].IsCancellationRequested);
        Assert.False(Memory.Tokens[1].IsCancellationRequested);
        panel.Instance.Dispose();
        Assert.True(Memory.Tokens[1].IsCancellationRequested);
    }

    [Fact]
    public async Task SideAndLayer_Chosen_AreAskedFor()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.side").ChangeAsync("Target");
        Assert.Equal(3, panel.FindAll("select.layer option").Count);
        await panel.Find("select.layer").ChangeAsync("2");
        Assert.Equal((MemorySide.Target, 2), (Memory.Questions[^1].Side, Memory.Questions[^1].Layer));
        Assert.Equal(["(start)", "das", "rote", "Haus"], panel.FindAll("[role=columnheader]").Select(head => head.TextContent.Trim()));

        // The source has two layers only.
        await panel.Find("select.side").ChangeAsync("SourceBackward");
        Assert.Equal((MemorySide.SourceBackward, 1), (Memory.Questions[^1].Side, Memory.Questions[^1].Layer));
    }

    [Theory]
    [InlineData("Input", "0")]
    [InlineData("Candidate", "−1")]
    [InlineData("Cell", "−2")]
    public async Task Quantity_Chosen_HasItsScale(string quantity, string least)
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.quantity").ChangeAsync(quantity);
        Assert.Equal(least, panel.Find(".legend .tick").TextContent.Trim());
    }

    [Fact]
    public async Task Order_Chosen_SortsTheUnits()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.order").ChangeAsync("Number");
        Assert.Equal("▸ unit 0", panel.Find("[role=rowheader]").TextContent.Trim());
        await panel.Find("select.order").ChangeAsync("Hold");
        int holding = UnitOrder.ByHold(Memory.Read(Memory.Questions[0], CancellationToken.None))[0];
        Assert.EndsWith($"unit {holding}", panel.Find("[role=rowheader]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllUnits_OfAWideLayer_ArePaintedOnACanvas()
    {
        IRenderedComponent<MemoryPanel> panel = Show(source: "a b c d e f g");
        await panel.Find("select.side").ChangeAsync("Target");
        await panel.Find("select.most").ChangeAsync($"{int.MaxValue}");
        Assert.Empty(panel.FindAll("rect.cell"));
        panel.WaitForAssertion(() => Canvas.VerifyInvoke("paint"), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Row_Chosen_ShowsItsUnitAlongTheSentence()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.order").ChangeAsync("Number");
        await panel.InvokeAsync(() => panel.FindComponent<Walker>().Instance.OnChosenAsync(4, 0));
        Assert.Equal("4", panel.Find("input.which").GetAttribute("value"));
        Assert.Equal(5 * 4, panel.FindAll("#unit-chart circle").Count);
        Assert.Equal(4, panel.FindAll("#unit-chart .word").Count);
        Assert.Contains("Unit 4", panel.Find("#unit-chart svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("99", "29")]
    [InlineData("-3", "0")]
    [InlineData("x", "0")]
    public async Task Unit_Typed_IsShown(string typed, string shown)
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("input.which").ChangeAsync(typed);
        Assert.Equal(shown, panel.Find("input.which").GetAttribute("value"));
    }

    [Fact]
    public async Task Table_Chosen_ReplacesThePicture()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("[data-table]").ChangeAsync(true);
        Assert.Empty(panel.FindAll("rect.cell"));
        Assert.Equal(20, panel.FindAll("table")[0].QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Csv_Saved_HasARowForEachUnitShown()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("[data-save=csv]").ClickAsync();
        JSRuntimeInvocation saved = Downloads.VerifyInvoke("saveText");
        Assert.Equal("memory-sourceforward-layer1-cell.csv", saved.Arguments[0]);
        Assert.Equal(22, Assert.IsType<string>(saved.Arguments[2]).Split("\r\n").Length);
    }

    [Fact]
    public async Task Sentences_Two_OneIsChosen()
    {
        Nmt.Model.Translation one = Translations.Of("the red house", "das rote Haus");
        Nmt.Model.Translation two = one with
        {
            SourceIds = [.. one.SourceIds, 50, 2],
            SourcePieces = [.. one.SourcePieces, " cat", "</s>"],
            Hypotheses = [one.Hypotheses[0] with { Ids = [.. one.Hypotheses[0].Ids, 51, 2], Pieces = [.. one.Hypotheses[0].Pieces, " Katze", "</s>"] }],
        };
        IRenderedComponent<MemoryPanel> panel = Render<MemoryPanel>(parameters => parameters.Add(part => part.Subject, Subject(two)));
        await panel.Find("select").ChangeAsync("1");
        Assert.Equal([50], Memory.Questions[^1].Source);
        Assert.Equal(["cat", "(end)"], panel.FindAll("[role=columnheader]").Select(head => head.TextContent.Trim()));
    }

    [Fact]
    public void SameSentence_ShownAgain_IsNotAskedForAgain()
    {
        InspectorSubject subject = Subject();
        IRenderedComponent<MemoryPanel> panel = Render<MemoryPanel>(parameters => parameters.Add(part => part.Subject, subject));
        panel.Render(parameters => parameters.Add(part => part.Subject, subject with { Request = null }));
        Assert.Single(Memory.Questions);
        panel.Render(parameters => parameters.Add(part => part.Subject, Subject("a cat", "eine Katze")));
        Assert.Equal(2, Memory.Questions.Count);
    }

    [Fact]
    public void ModelWithoutMemory_SaysSo()
    {
        Translator.Loaded = new MemoryModel(null);
        Assert.Contains("cannot show its memory", Show().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelGone_SaysSo()
    {
        Translator.Loaded = null;
        Assert.Contains("not loaded", Show().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TranslationWithoutIds_HasNoMemory()
    {
        Nmt.Model.Translation translation = Translations.Of("a", "x") with { SourceIds = [] };
        IRenderedComponent<MemoryPanel> panel = Render<MemoryPanel>(parameters => parameters.Add(part => part.Subject, Subject(translation)));
        Assert.Contains("no memory to show", panel.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsView_ShowsWhatIsLeftAndMeasuresTheGradientOnDemand()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.view").ChangeAsync("words");
        Assert.Equal(16, panel.FindAll("#kept rect.cell").Count);
        Assert.Empty(Memory.Measured);
        await panel.Find("button.button:not([data-save])").ClickAsync();
        Assert.Equal([null], Memory.Measured);
        Assert.Equal("0.33", Value(panel, "#influence", 2));

        // Of one unit, the picture of all is no answer.
        await panel.Find("select.of").ChangeAsync("unit");
        Assert.Empty(panel.FindAll("#influence"));
    }

    [Fact]
    public async Task WordsView_GradientUnderWay_SaysSo()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.view").ChangeAsync("words");
        var free = new TaskCompletionSource();
        Translator.Hold = free.Task;
        Task measuring = panel.FindAll("button").First(button => button.TextContent.StartsWith("Measure", StringComparison.Ordinal)).ClickAsync();
        AngleSharp.Dom.IElement button = panel.FindAll("button").First(each => each.TextContent.StartsWith("Measuring", StringComparison.Ordinal));
        Assert.True(button.HasAttribute("disabled"));
        free.SetResult();
        await measuring;
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("#influence")), Limit);
    }

    [Fact]
    public async Task WordsView_GradientFails_SaysWhy()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find("select.view").ChangeAsync("words");
        Translator.Loaded = new MemoryModel(null);
        await panel.Find("button.button:not([data-save])").ClickAsync();
        Assert.Contains("cannot show its memory", panel.Find(".fault").TextContent, StringComparison.Ordinal);
    }

    private static string? Value(IRenderedComponent<MemoryPanel> panel, string map, int cell) =>
        panel.FindAll($"{map} rect.cell")[cell].GetAttribute("aria-label")?.Split(": ")[^1];

    private IRenderedComponent<MemoryPanel> Show(string source = "the red house") =>
        Render<MemoryPanel>(parameters => parameters.Add(part => part.Subject, Subject(source)));
}
