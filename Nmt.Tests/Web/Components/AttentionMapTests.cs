using Bunit;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class AttentionMapTests : WebContext
{
    [Fact]
    public void Chart_Cells_HaveColourLabelAndOneTabStop()
    {
        IRenderedComponent<AttentionMap> map = Show("a b", "x y z");
        var cells = map.FindAll("[role=gridcell]");
        Assert.Equal(4 * 3, cells.Count);
        Assert.Single(cells, cell => cell.GetAttribute("tabindex") == "0");
        Assert.Matches("“x” looks at “a”: 0\\.[0-9]{2}", cells[0].GetAttribute("aria-label"));
        Assert.All(cells, cell => Assert.Matches("^#[0-9a-f]{6}$", cell.GetAttribute("fill")));
        Assert.Equal(4, map.FindAll(".strongest").Count);
        Assert.Equal(("4", "3"), (map.Find(".cells").GetAttribute("data-rows"), map.Find(".cells").GetAttribute("data-columns")));
    }

    [Fact]
    public void Note_ModelOfSeveralDirections_SaysWhereTheRestOfARowIs()
    {
        IRenderedComponent<AttentionMap> plain = Show("a", "x");
        Assert.Contains("a row adds up to 1", plain.Markup, StringComparison.Ordinal);
        Translation translation = Translations.Of("a", "x") with { SourceTag = [99] };
        IRenderedComponent<AttentionPanel> tagged = Render<AttentionPanel>(parameters => parameters
            .Add(part => part.Subject, new InspectorSubject(translation, 0, "all", "en", "de")));
        Assert.DoesNotContain("adds up to 1", tagged.Markup, StringComparison.Ordinal);
        Assert.Contains("what it lacks to 1 rests on the tag that tells the model which language to write", tagged.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_Legend_HasNumbers() =>
        Assert.Equal(["0", "0.25", "0.5", "0.75", "1"], Show("a", "x").FindAll(".tick").Select(each => each.TextContent.Trim()));

    [Fact]
    public async Task Table_Chosen_HasCaptionHeadersAndTwoDecimals()
    {
        IRenderedComponent<AttentionMap> map = Show("a b", "x y z");
        await map.Find("input[data-table]").ChangeAsync(true);
        Assert.Empty(map.FindAll("svg"));
        Assert.NotEmpty(map.Find("caption").TextContent);
        Assert.Equal(["a", "b", "(end)"], map.FindAll("th[scope=col]").Select(each => each.TextContent));
        Assert.Equal(["x", "y", "z", "(end)"], map.FindAll("th[scope=row]").Select(each => each.TextContent));
        Assert.All(map.FindAll("tbody td"), cell => Assert.Matches(@"^[01]\.[0-9]{2}$", cell.TextContent));
        Assert.Equal(4, map.FindAll("td.strong").Count);
    }

    [Fact]
    public async Task Pieces_Chosen_AreShown()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters.Add(part => part.Grids, [Split()]));
        Assert.Equal(["the", "house"], Columns(map));
        await map.Find("input[data-pieces]").ChangeAsync(true);
        Assert.Equal(["the", "ho", "use"], Columns(map));
    }

    [Fact]
    public async Task Sentences_Two_OneIsChosen()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters
            .Add(part => part.Grids, [Split(), Split() with { Sources = ["a", " ga", "rden"] }]));
        await map.Find("select").ChangeAsync("1");
        Assert.Equal(["a", "garden"], Columns(map));
    }

    [Fact]
    public void Chart_TooLarge_IsOneCanvasFedByOneByteArray()
    {
        string many = string.Join(' ', Enumerable.Repeat("w", 60));
        IRenderedComponent<AttentionMap> map = Show(many, many);
        Assert.Empty(map.FindAll("[role=gridcell]"));
        Assert.Contains("61 target words over 61 source words", map.Find("canvas").GetAttribute("aria-label"), StringComparison.Ordinal);
        map.WaitForAssertion(() => CanvasHome.VerifyInvoke("attach"), TimeSpan.FromSeconds(30));
        IReadOnlyList<object?> arguments = CanvasHome.VerifyInvoke("attach").Arguments;
        byte[] cells = Assert.IsType<byte[]>(arguments[2]);
        Assert.Equal(61 * 61, cells.Length);
        Assert.Equal(map.Instance.Grids[0].ToWords().Weights[0].Select(weight => (byte)Math.Round(255 * weight)), cells.Take(61));
        Assert.Equal(3 * 256, Assert.IsType<byte[]>(arguments[3]).Length);
        Assert.NotEmpty(map.FindAll(".legend"));
    }

    [Fact]
    public async Task Canvas_CellChosen_IsForced()
    {
        ForcedAttention? forced = null;
        string many = string.Join(' ', Enumerable.Repeat("w", 60));
        Translation translation = Translations.Of(many, many);
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters
            .Add(part => part.Grids, AttentionGrid.Sentences(translation, translation.Hypotheses[0]))
            .Add(part => part.Force, (ForcedAttention look) => forced = look));
        await map.InvokeAsync(() => map.FindComponent<AttentionCanvas>().Instance.OnChosenAsync(7, 40));
        Assert.Equal(new ForcedAttention(7, 40), forced);
    }

    [Fact]
    public async Task Lines_Chosen_DrawWhatIsWorthSeeing()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters.Add(part => part.Grids,
        [
            new AttentionGrid { Sources = ["a", " b"], Targets = ["x", " y", " z"], Weights = [[0.97f, 0.03f], [0.5f, 0.5f], [0f, 1f]] },
        ]));
        await map.Find("input[data-lines]").ChangeAsync(true);
        Assert.Empty(map.FindAll("[role=grid]"));
        Assert.Equal(["0.1", "0.5", "1"], map.FindAll(".key text").Select(mark => mark.TextContent));
        Assert.Equal(["0,0 0,1", "0,0 1,1", "1,0 1,1", "1,0 2,1"], map.FindAll("path.line").Select(line => line.GetAttribute("data-of")).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["“a” is seen by “x” 0.97, “y” 0.50", "“b” is seen by “z” 1.00, “y” 0.50", "“x” looks at “a” 0.97", "“y” looks at “a” 0.50, “b” 0.50", "“z” looks at “b” 1.00"],
            map.FindAll(".word").Select(word => word.GetAttribute("aria-label")));
        Assert.Single(map.FindAll(".word[tabindex='0']"));
        Assert.Equal("1,0", map.Find("[data-cell='2,1']").GetAttribute("data-left"));
        Assert.Equal("2,1", map.Find("[data-cell='1,0']").GetAttribute("data-right"));
        Assert.Contains("Shares below 0.04 have no line", map.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_OfWords_ForcesTheFirstPieceOntoTheMostSeenOne()
    {
        ForcedAttention? forced = null;
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters
            .Add(part => part.Grids, [Split()])
            .Add(part => part.Force, (ForcedAttention look) => forced = look));
        await Choose(map, 1, 1);
        Assert.Equal(new ForcedAttention(1, 2), forced);

        await map.Find("input[data-pieces]").ChangeAsync(true);
        await Choose(map, 2, 1);
        Assert.Equal(new ForcedAttention(2, 1), forced);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 9)]
    public async Task Cell_ThatIsNotThere_ForcesNothing(int row, int column)
    {
        bool forced = false;
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters
            .Add(part => part.Grids, [Split()])
            .Add(part => part.Force, (ForcedAttention _) => forced = true));
        await Choose(map, row, column);
        Assert.False(forced);
    }

    [Fact]
    public async Task Forced_IsMarkedInItsSentenceOnly()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters
            .Add(part => part.Grids, [Split(), Split()])
            .Add(part => part.Forced, [new ForcedAttention(1, 2) { Segment = 1 }]));
        Assert.Empty(map.FindAll(".forced"));
        await map.Find("select").ChangeAsync("1");
        Assert.EndsWith("held there by you", Assert.Single(map.FindAll(".forced")).GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Downloads_Csv_HasEveryShareUnrounded()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters.Add(part => part.Grids, [Split()]));
        await map.Find("[data-save=csv]").ClickAsync();
        Assert.Equal(
            ["attention.csv", "text/csv", "target,the,house\r\nDas,0.5,0.5\r\nHaus,0.25,0.75\r\n"],
            Downloads.VerifyInvoke("saveText").Arguments.Cast<string>());
        await map.Find("[data-save=svg]").ClickAsync();
        Assert.Equal(["attention.svg", "#attention-picture"], Downloads.VerifyInvoke("savePicture").Arguments.Cast<string>());
        await map.Find("input[data-table]").ChangeAsync(true);
        Assert.Empty(map.FindAll("[data-save=svg]"));
    }

    [Fact]
    public void Map_Always_StatesTheCaveat() =>
        Assert.Contains("not always why", Show("a", "x").Markup, StringComparison.Ordinal);

    private static AttentionGrid Split() => new()
    {
        Sources = ["the", " ho", "use"],
        Targets = ["Das", " Ha", "us"],
        Weights = [[0.5f, 0.25f, 0.25f], [0.25f, 0.25f, 0.5f], [0.25f, 0.5f, 0.25f]],
    };

    private static Task Choose(IRenderedComponent<AttentionMap> map, int row, int column) =>
        map.InvokeAsync(() => map.FindComponent<Walker>().Instance.OnChosenAsync(row, column));

    private static IEnumerable<string> Columns(IRenderedComponent<AttentionMap> map) =>
        map.FindAll("[role=columnheader]").Select(each => each.TextContent.Trim());

    private IRenderedComponent<AttentionMap> Show(string source, string target)
    {
        Translation translation = Translations.Of(source, target);
        return Render<AttentionMap>(parameters => parameters.Add(
            part => part.Grids, AttentionGrid.Sentences(translation, translation.Hypotheses[0])));
    }
}
