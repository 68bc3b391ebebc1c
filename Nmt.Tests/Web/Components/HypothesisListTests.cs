using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class HypothesisListTests : WebContext
{
    [Fact]
    public void Render_Hypotheses_HaveFiguresAndBars()
    {
        IRenderedComponent<HypothesisList> list = Show(0, out _);
        Assert.Equal(["eins", "zwei"], list.FindAll(".words").Select(each => each.TextContent));

        // exp(-0.2) and exp(-0.4), the scores that Translations gives to the first and the second.
        Assert.Equal(["82 %", "67 %"], list.FindAll(".figure").Select(each => each.TextContent));
        Assert.Equal(["82", "67"], list.FindAll(".share").Select(each => each.GetAttribute("width")));
        Assert.Equal(["-0.20", "-0.40"], list.FindAll(".score").Select(each => each.TextContent));
    }

    [Fact]
    public void Render_Selected_IsPressed() =>
        Assert.Equal(["false", "true"], Show(1, out _).FindAll(".way").Select(each => each.GetAttribute("aria-pressed")));

    [Fact]
    public async Task Click_Other_IsReported()
    {
        IRenderedComponent<HypothesisList> list = Show(0, out List<int> chosen);
        await list.FindAll(".way")[1].ClickAsync();
        Assert.Equal([1], chosen);
    }

    private IRenderedComponent<HypothesisList> Show(int selected, out List<int> chosen)
    {
        List<int> reported = chosen = [];
        return Render<HypothesisList>(parameters => parameters
            .Add(part => part.Hypotheses, Translations.Of("one", "eins", "zwei").Hypotheses)
            .Add(part => part.Selected, selected)
            .Add(part => part.SelectedChanged, reported.Add));
    }
}
