using Bunit;
using Nmt.Web.Components.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

public sealed class CurveChartTests : WorkshopContext
{
    [Fact]
    public void Render_NoPoints_SaysSo()
    {
        IRenderedComponent<CurveChart> chart = RenderChart(new CurveLine("training", []));
        Assert.Equal("Wait.", chart.Find(".chart-empty").TextContent);
        Assert.Empty(chart.FindAll("svg"));
    }

    [Fact]
    public void Render_TwoLines_HaveLegendSummaryAndTable()
    {
        IRenderedComponent<CurveChart> chart = RenderChart(
            new CurveLine("training", [new(0, 8), new(100, 4)]), new CurveLine("development", [new(50, 6), new(100, double.NaN)], Dots: true));
        Assert.Equal(["training", "development"], chart.FindAll(".key").Select(key => key.TextContent.Trim()));
        Assert.Equal("Loss. training: 8 at step 0, 4 at step 100; development: 6 at step 50, 6 at step 50", chart.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Single(chart.FindAll("circle"));
        Assert.Equal(3, chart.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Render_Points_LieInsideAndHigherIsHigher()
    {
        IRenderedComponent<CurveChart> chart = RenderChart(new CurveLine("BLEU", [new(0, 1), new(500, 30)]));
        double[][] places = [.. chart.Find("polyline").GetAttribute("points")!.Split(' ').Select(each => each.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        Assert.True(places[0][0] < places[1][0] && places[0][1] > places[1][1]);
        Assert.All(places, place => Assert.True(place[0] is >= 0 and <= 440 && place[1] is >= 0 and <= 220));
    }

    [Fact]
    public void Render_SameLines_IsNotDrawnAgain()
    {
        CurveLine[] lines = [new("training", [new(0, 8)])];
        IRenderedComponent<CurveChart> chart = RenderChart(lines);
        int before = chart.RenderCount;
        chart.Render(parameters => parameters.Add(part => part.Lines, lines));
        Assert.Equal(before, chart.RenderCount);
    }

    [Theory]
    [InlineData(0, 8.9)]
    [InlineData(3.1, 3.4)]
    [InlineData(5, 5)]
    [InlineData(0, 54_400)]
    public void Scale_Range_HasAFewRoundMarks(double least, double most)
    {
        CurveScale scale = CurveScale.Of(least, most);
        double[] ticks = [.. scale.Ticks()];
        Assert.InRange(ticks.Length, 2, 7);
        Assert.True(scale.Share(least) is >= 0 and <= 1 && scale.Share(most) is >= 0 and <= 1);
        Assert.All(ticks, tick => Assert.InRange(scale.Share(tick), -0.0001, 1.0001));
    }

    private IRenderedComponent<CurveChart> RenderChart(params CurveLine[] lines) => Render<CurveChart>(parameters => parameters
        .Add(part => part.Title, "Loss").Add(part => part.Lines, lines).Add(part => part.Empty, "Wait."));
}
