using Bunit;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class HeatMapTests : MemoryContext
{
    [Fact]
    public void FewCells_AreShapesWithColourLabelAndOneTabStop()
    {
        IRenderedComponent<HeatMap> map = Show(2, 3, selected: 1);
        var cells = map.FindAll("[role=gridcell]");
        Assert.Equal(6, cells.Count);
        Assert.Single(cells, cell => cell.GetAttribute("tabindex") == "0");
        Assert.Equal("row 0, “c1”: 0.17", cells[1].GetAttribute("aria-label"));
        Assert.Equal(["false", "true"], map.FindAll(".cells [aria-selected]").Select(row => row.GetAttribute("aria-selected")));
        Assert.Contains("▸", map.FindAll("[role=rowheader]")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(map.FindAll("canvas"));
    }

    [Fact]
    public void NothingInACell_IsNoColourAndADash()
    {
        IRenderedComponent<HeatMap> map = Show(1, 2, values: [[float.NaN, 1]]);
        var cell = map.FindAll("[role=gridcell]")[0];
        Assert.Equal("none", cell.GetAttribute("fill"));
        Assert.EndsWith("–", cell.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void ManyCells_AreOneCanvasFedByOneArray()
    {
        IRenderedComponent<HeatMap> map = Show(100, 21, selected: 7);
        Assert.Empty(map.FindAll("rect.cell"));
        Assert.Single(map.FindAll("canvas"));
        Assert.Equal("100", map.Find("[data-board]").GetAttribute("aria-rowcount"));
        JSRuntimeInvocation paint = Canvas.VerifyInvoke("paint");
        Assert.Equal(100 * 21 * 4, Assert.IsType<byte[]>(paint.Arguments[0]).Length);
        Assert.Equal("Share", paint.Arguments[3]);
        Assert.Equal(7, Canvas.VerifyInvoke("mark").Arguments[0]);
    }

    [Fact]
    public void ManyCells_AnotherRowChosen_IsMarkedAndNotPaintedAnew()
    {
        HeatPicture picture = Picture(100, 21);
        IRenderedComponent<HeatMap> map = Show(picture, 7, null);
        map.Render(parameters => parameters.Add(part => part.Selected, 8));
        Canvas.VerifyInvoke("paint", 1);
        Assert.Equal([7, 8], Canvas.VerifyInvoke("mark", 2).Select(call => call.Arguments[0]));
    }

    [Fact]
    public async Task Chosen_ByShapeOrCanvas_TellsTheRow()
    {
        List<int> chosen = [];
        IRenderedComponent<HeatMap> shapes = Show(Picture(3, 3), null, chosen.Add);
        await shapes.InvokeAsync(() => shapes.FindComponent<Walker>().Instance.OnChosenAsync(2, 1));
        IRenderedComponent<HeatMap> canvas = Show(Picture(100, 21), null, chosen.Add);
        await canvas.InvokeAsync(() => canvas.FindComponent<HeatCanvas>().Instance.OnChosenAsync(55));
        Assert.Equal([2, 55], chosen);
    }

    [Theory]
    [InlineData(HeatScale.Share, "0,0.25,0.5,0.75,1")]
    [InlineData(HeatScale.Signed, "−1,−0.5,0,0.5,1")]
    [InlineData(HeatScale.Squashed, "−2,−0.5,0,0.5,2")]
    public void Legend_HasNumbersUnitAndTheCanvasColours(HeatScale scale, string ticks)
    {
        IRenderedComponent<HeatLegend> legend = Render<HeatLegend>(parameters => parameters
            .Add(part => part.Scale, scale).Add(part => part.Unit, "share left"));
        Assert.Equal(ticks.Split(','), legend.FindAll(".tick").Select(tick => tick.TextContent.Trim()));
        Assert.Equal(21, legend.FindAll("[data-stop]").Count);
        Assert.Contains("share left", legend.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_Always_HasCaptionAndHeaders()
    {
        IRenderedComponent<HeatTable> table = Render<HeatTable>(parameters => parameters.Add(part => part.Picture, Picture(2, 2)));
        Assert.Equal("A picture", table.Find("caption").TextContent);
        Assert.Equal(["row", "c0", "c1"], table.FindAll("th[scope=col]").Select(head => head.TextContent));
        Assert.Equal(["row 0", "row 1"], table.FindAll("th[scope=row]").Select(head => head.TextContent));
        Assert.Equal(["0.00", "0.25", "0.50", "0.75"], table.FindAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Table_ManyRows_SaysThatItIsCut()
    {
        IRenderedComponent<HeatTable> table = Render<HeatTable>(parameters => parameters.Add(part => part.Picture, Picture(120, 1)));
        Assert.Equal(100, table.FindAll("tbody tr").Count);
        Assert.Contains("first 100 of 120", table.Find("caption").TextContent, StringComparison.Ordinal);
    }

    private static HeatPicture Picture(int rows, int columns, float[][]? values = null) => new()
    {
        Title = "A picture",
        RowName = "row",
        Rows = [.. Enumerable.Range(0, rows).Select(row => $"row {row}")],
        Columns = [.. Enumerable.Range(0, columns).Select(column => $"c{column}")],
        Values = values ?? [.. Enumerable.Range(0, rows)
            .Select(row => Enumerable.Range(0, columns).Select(column => ((row * columns) + column) / (float)(rows * columns)).ToArray())],
        Scale = HeatScale.Share,
    };

    private IRenderedComponent<HeatMap> Show(int rows, int columns, int? selected = null, float[][]? values = null) =>
        Show(Picture(rows, columns, values), selected, null);

    private IRenderedComponent<HeatMap> Show(HeatPicture picture, int? selected, Action<int>? chosen) => Render<HeatMap>(parameters =>
    {
        parameters.Add(part => part.Picture, picture).Add(part => part.Unit, "share").Add(part => part.Id, "map").Add(part => part.Selected, selected);
        if (chosen is not null)
        {
            parameters.Add(part => part.Chosen, chosen);
        }
    });
}
