using Bunit;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class BeamPanelTests : WebContext
{
    private readonly List<SearchChange> _changes = [];

    [Fact]
    public void Tree_Whole_ShowsWhatWasKeptAndMarksTheTranslation()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Assert.Equal(["x", "y", "z", "(end)", "(end)"], Pieces(panel));
        Assert.Equal(["x", "y", "(end)"], panel.FindAll(".node.path .piece").Select(piece => piece.TextContent));
        Assert.Equal(2, panel.FindAll(".node.returned").Count);
        Assert.Equal(["✓", "✓"], panel.FindAll(".node .sign").Select(sign => sign.TextContent).Where(sign => sign.Length > 0));
        Assert.Single(panel.FindAll("[role=treeitem][tabindex='0']"));
        Assert.All(panel.FindAll("[role=treeitem]"), node => Assert.Contains("probability 0.", node.QuerySelector("title")!.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Tree_SelectedHypothesis_IsTheMarkedPath() => Assert.Equal(
        ["x", "z", "(end)"], Show(Two(), selected: 1).FindAll(".node.path .piece").Select(piece => piece.TextContent));

    [Fact]
    public async Task Dropped_Shown_AreDashedAndSigned()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Assert.Empty(panel.FindAll(".node.offbeam"));
        await panel.Find("input[data-dropped]").ChangeAsync(true);
        Assert.Equal(3, panel.FindAll(".node.offbeam").Count);
        Assert.Contains("fell off the beam", panel.Find(".legend").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slider_EarlierStep_ShowsTheSearchAsItWas()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Assert.Equal("3 of 3", panel.Find("output").TextContent);
        await panel.Find("input[data-replay]").InputAsync("1");
        Assert.Equal(["x"], Pieces(panel));
        Assert.Equal("1 of 3 steps", panel.Find("input[data-replay]").GetAttribute("aria-valuetext"));
        await panel.Find("input[data-replay]").InputAsync("99");
        Assert.Equal("3 of 3", panel.Find("output").TextContent);
    }

    [Fact]
    public async Task Node_Reached_ShowsItsBranchAndCanBeAdopted()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Assert.Empty(panel.FindAll(".details"));
        await ReachAsync(panel, 1, 1);
        Assert.Equal("x z", panel.Find(".details strong").TextContent);
        await panel.Find("[data-adopt]").ClickAsync();
        Assert.Equal("x z", Assert.Single(_changes).Prefix);
    }

    [Fact]
    public async Task Node_Chosen_IsAdoptedWithTheAttentionOnItsWay()
    {
        var change = new SearchChange { Prefix = "old", Attention = [new(0, 1), new(1, 0), new(2, 1), new(2, 0) { Segment = 1 }] };
        IRenderedComponent<BeamPanel> panel = Show(Two(), change: change);
        await ChooseAsync(panel, 0, 1);
        Assert.Equal("x y", Assert.Single(_changes).Prefix);
        ForcedAttention[] kept = [new(0, 1), new(1, 0), new(2, 0) { Segment = 1 }];
        Assert.Equal(kept, _changes[0].Attention);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(0, 9)]
    [InlineData(-1, -1)]
    public async Task Node_ThatIsNotThere_ChangesNothing(int row, int column)
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        await ReachAsync(panel, row, column);
        await ChooseAsync(panel, row, column);
        Assert.Empty(panel.FindAll(".details"));
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task Sentence_Second_IsShownAndAdoptedAsItsOwn()
    {
        Translation first = Two();
        Translation both = first with { Traces = [first.Traces[0], Inspections.Trace((-1, 0, "q", -1, NodeFate.Extended))] };
        IRenderedComponent<BeamPanel> panel = Show(both);
        await panel.Find("select").ChangeAsync("1");
        Assert.Equal(["q"], Pieces(panel));
        await ReachAsync(panel, 0, 0);
        await ChooseAsync(panel, 0, 0);
        Assert.Equal(("q", 1), (Assert.Single(_changes).Prefix, _changes[0].Sentence));
    }

    [Fact]
    public async Task Table_Chosen_HasARowForEachNode()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        await panel.Find("input[data-table]").ChangeAsync(true);
        Assert.Empty(panel.FindAll("[role=tree]"));
        Assert.Equal(5, panel.FindAll("tbody tr").Count);
        Assert.NotEmpty(panel.Find("caption").TextContent);
        Assert.Contains("it was returned", panel.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-save=svg]"));
    }

    [Fact]
    public async Task Downloads_Csv_IsTheWholeSearch()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        await panel.Find("[data-save=csv]").ClickAsync();
        Assert.Equal("beam.csv", Downloads.VerifyInvoke("saveText").Arguments[0]);
        Assert.Contains("OffBeam", (string)Downloads.VerifyInvoke("saveText").Arguments[2]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_TooLarge_IsAWindowAndSaysSo()
    {
        string many = string.Join(' ', Enumerable.Repeat("w", 700));
        IRenderedComponent<BeamPanel> panel = Show(Inspections.Of(Translations.Of("a", many)));
        Assert.InRange(panel.FindAll("[role=treeitem]").Count, 1, 600);
        Assert.Contains("too large to show at once", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Cut_SaysSo()
    {
        Translation cut = Two();
        cut = cut with { Traces = [cut.Traces[0] with { Search = cut.Traces[0].Search with { Complete = false } }] };
        Assert.Contains("last steps are missing", Show(cut).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_None_SaysSo() =>
        Assert.Contains("no search to show", Show(Translations.Of("a", "x")).Markup, StringComparison.Ordinal);

    [Fact]
    public void Live_Steps_GrowAndNothingIsDecided()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Grow(panel, (-1, 0, "u", -0.1, NodeFate.Extended), (0, 1, " v", -0.2, NodeFate.DeadEnd));
        Assert.Equal(["u", "v"], Pieces(panel));
        Assert.Equal("2 so far", panel.Find("output").TextContent);
        Assert.True(panel.Find("input[data-replay]").HasAttribute("disabled"));
        Assert.Equal("true", panel.Find("[role=tree]").GetAttribute("aria-busy"));
        Assert.Empty(panel.FindAll(".node.deadend")); // a later step may follow it
        Assert.Empty(panel.FindAll(".node.path"));

        Grow(panel, (-1, 0, "u", -0.1, NodeFate.Extended), (0, 1, " v", -0.2, NodeFate.Extended), (1, 2, " w", -0.2, NodeFate.DeadEnd));
        Assert.Equal(["u", "v", "w"], Pieces(panel));
    }

    [Fact]
    public async Task Live_Node_CannotBeAdopted()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Grow(panel, (-1, 0, "u", -0.1, NodeFate.DeadEnd));
        await ReachAsync(panel, 0, 0);
        await ChooseAsync(panel, 0, 0);
        Assert.Empty(panel.FindAll(".details"));
        Assert.Empty(_changes);
    }

    [Fact]
    public void Live_Over_ShowsTheResultToReplay()
    {
        IRenderedComponent<BeamPanel> panel = Show(Two());
        Grow(panel, (-1, 0, "u", -0.1, NodeFate.DeadEnd));
        panel.Render(parameters => parameters.Add(part => part.Live, []));
        Assert.Equal("3 of 3", panel.Find("output").TextContent);
        Assert.Equal(["x", "y", "(end)"], panel.FindAll(".node.path .piece").Select(piece => piece.TextContent));
    }

    private static void Grow(IRenderedComponent<BeamPanel> panel, params (int Parent, int Step, string Piece, double LogProbability, NodeFate Fate)[] nodes) =>
        panel.Render(parameters => parameters.Add(part => part.Live, [Inspections.Trace(nodes)]));

    private static Translation Two() => Inspections.Of(Translations.Of("a b", "x y", "x z"));

    private static Task ReachAsync(IRenderedComponent<BeamPanel> panel, int row, int column) =>
        panel.InvokeAsync(() => panel.FindComponent<Walker>().Instance.OnReachedAsync(row, column));

    private static Task ChooseAsync(IRenderedComponent<BeamPanel> panel, int row, int column) =>
        panel.InvokeAsync(() => panel.FindComponent<Walker>().Instance.OnChosenAsync(row, column));

    private static IEnumerable<string> Pieces(IRenderedComponent<BeamPanel> panel) =>
        panel.FindAll(".node .piece").Select(piece => piece.TextContent);

    private IRenderedComponent<BeamPanel> Show(Translation result, int selected = 0, SearchChange? change = null) =>
        Render<BeamPanel>(parameters => parameters
            .Add(part => part.Subject, new InspectorSubject(result, selected, "en-de", "en", "de") { Change = change ?? new() })
            .Add(part => part.Changed, (SearchChange asked) => _changes.Add(asked)));
}
