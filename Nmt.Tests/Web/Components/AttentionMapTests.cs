using Bunit;
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
        Assert.Equal(("4", "3"), (map.Find(".chart").GetAttribute("data-rows"), map.Find(".chart").GetAttribute("data-columns")));
    }

    [Fact]
    public void Chart_Legend_HasNumbers() =>
        Assert.Equal(["0", "0.25", "0.5", "0.75", "1"], Show("a", "x").FindAll(".tick").Select(each => each.TextContent.Trim()));

    [Fact]
    public async Task Table_Chosen_HasCaptionHeadersAndTwoDecimals()
    {
        IRenderedComponent<AttentionMap> map = Show("a b", "x y z");
        await map.FindAll("input")[1].ChangeAsync(true);
        Assert.Empty(map.FindAll("svg"));
        Assert.NotEmpty(map.Find("caption").TextContent);
        Assert.Equal(["a", "b", "</s>"], map.FindAll("th[scope=col]").Select(each => each.TextContent));
        Assert.Equal(["x", "y", "z", "</s>"], map.FindAll("th[scope=row]").Select(each => each.TextContent));
        Assert.All(map.FindAll("tbody td"), cell => Assert.Matches(@"^[01]\.[0-9]{2}$", cell.TextContent));
        Assert.Equal(4, map.FindAll("td.strongest").Count);
    }

    [Fact]
    public async Task Pieces_Chosen_AreShown()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters.Add(part => part.Grids, [Split()]));
        Assert.Equal(["house"], Columns(map));
        await map.FindAll("input")[0].ChangeAsync(true);
        Assert.Equal(["ho", "use"], Columns(map));
    }

    [Fact]
    public async Task Sentences_Two_OneIsChosen()
    {
        IRenderedComponent<AttentionMap> map = Render<AttentionMap>(parameters => parameters
            .Add(part => part.Grids, [Split(), Split() with { Sources = ["ga", "rden"] }]));
        await map.Find("select").ChangeAsync("1");
        Assert.Equal(["garden"], Columns(map));
    }

    [Fact]
    public void Chart_TooLarge_SaysSoInsteadOfFreezing()
    {
        string many = string.Join(' ', Enumerable.Repeat("w", 60));
        IRenderedComponent<AttentionMap> map = Show(many, many);
        Assert.Empty(map.FindAll("[role=gridcell]"));
        Assert.Contains("too long to draw", map.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_Always_StatesTheCaveat() =>
        Assert.Contains("not always why", Show("a", "x").Markup, StringComparison.Ordinal);

    private static AttentionGrid Split() => new() { Sources = ["ho", "use"], Targets = ["Ha", "us"], Weights = [[1, 0], [0, 1]] };

    private static IEnumerable<string> Columns(IRenderedComponent<AttentionMap> map) =>
        map.FindAll("[role=columnheader]").Select(each => each.TextContent.Trim());

    private IRenderedComponent<AttentionMap> Show(string source, string target)
    {
        Nmt.Model.Translation translation = Translations.Of(source, target);
        return Render<AttentionMap>(parameters => parameters.Add(
            part => part.Grids, AttentionGrid.Sentences(translation, translation.Hypotheses[0])));
    }
}
