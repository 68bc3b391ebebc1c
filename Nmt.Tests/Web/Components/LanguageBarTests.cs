using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class LanguageBarTests : WebContext
{
    private LanguageChoice? _chosen;
    private bool _swapped;

    [Fact]
    public void Render_Languages_AreThoseOfTheReadyModels()
    {
        IRenderedComponent<LanguageBar> bar = Show(
            new LanguageChoice("en", "de"),
            FakeCatalog.Ready("en", "de"),
            FakeCatalog.Ready("en", "fr"),
            FakeCatalog.Model("it", "en", ModelState.Failed));
        Assert.Equal(["Detect language", "English"], Options(bar, "#source-language"));
        Assert.Equal(["German", "French"], Options(bar, "#target-language"));
    }

    [Theory]
    [InlineData("en", "German,French")]
    [InlineData("de", "English")]
    [InlineData("auto", "German,French,English")]
    public void Render_JoinedModel_OffersItsDirectionsAndNoOthers(string source, string targets)
    {
        IRenderedComponent<LanguageBar> bar = Show(
            new LanguageChoice(source, source == "de" ? "en" : "de"), FakeCatalog.Joined("all", "en-de", "en-fr", "de-en"));
        Assert.Equal(["Detect language", "English", "German"], Options(bar, "#source-language"));
        Assert.Equal(targets.Split(','), Options(bar, "#target-language"));
        Assert.Empty(bar.FindAll("#model"));
    }

    [Fact]
    public void Model_JoinedAndOneOfThePair_MayBeChosen() => Assert.Equal(
        ["all", "en-fr"],
        Options(Show(new LanguageChoice("en", "fr"), FakeCatalog.Joined("all", "en-de", "en-fr"), FakeCatalog.Ready("en", "fr")), "#model"));

    [Fact]
    public void Render_OneModel_HasNoModelChoice() =>
        Assert.Empty(Show(new LanguageChoice("en", "de"), FakeCatalog.Ready("en", "de")).FindAll("#model"));

    [Fact]
    public void Render_Disabled_EveryControlWaits()
    {
        IRenderedComponent<LanguageBar> bar = Show(
            new LanguageChoice("en", "de"), FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("en", "de", "big"));
        Assert.Empty(bar.FindAll(":disabled"));
        bar.Render(parameters => parameters.Add(part => part.Disabled, true));
        Assert.Equal(bar.FindAll("select, button").Count, bar.FindAll(":disabled").Count);
    }

    [Fact]
    public async Task Model_TwoOfThePair_MayBeChosen()
    {
        IRenderedComponent<LanguageBar> bar = Show(
            new LanguageChoice("en", "de"), FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("en", "de", "big"));
        await bar.Find("#model").ChangeAsync("big");
        Assert.Equal(new LanguageChoice("en", "de", "big"), _chosen);
    }

    [Fact]
    public async Task Target_Changed_IsReportedWithoutTheModel()
    {
        IRenderedComponent<LanguageBar> bar = Show(
            new LanguageChoice("en", "de", "en-de"), FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("en", "fr"));
        await bar.Find("#target-language").ChangeAsync("fr");
        Assert.Equal(new LanguageChoice("en", "fr"), _chosen);
    }

    [Fact]
    public async Task Swap_Clicked_IsReported()
    {
        await Show(new LanguageChoice("en", "de"), FakeCatalog.Ready("en", "de")).Find("[data-swap]").ClickAsync();
        Assert.True(_swapped);
    }

    [Theory]
    [InlineData(false, 0, "No model for the other direction")]
    [InlineData(false, 1, "The other direction is being trained")]
    [InlineData(true, 0, "Swap the languages (Alt+S)")]
    public void Swap_Title_SaysWhy(bool canSwap, int runs, string title)
    {
        IRenderedComponent<LanguageBar> bar = Render<LanguageBar>(parameters => parameters
            .Add(part => part.Models, [FakeCatalog.Ready("en", "de")])
            .Add(part => part.Choice, new LanguageChoice("en", "de"))
            .Add(part => part.CanSwap, canSwap)
            .Add(part => part.Training, Enumerable.Repeat(new TrainingRun("r", "de", "en", 1, 2, null), runs).ToArray()));
        Assert.Equal(title, bar.Find("[data-swap]").GetAttribute("title"));
        Assert.Equal(!canSwap, bar.Find("[data-swap]").HasAttribute("disabled"));
    }

    private static IEnumerable<string> Options(IRenderedComponent<LanguageBar> bar, string select) =>
        bar.FindAll($"{select} option").Select(option => option.TextContent);

    private IRenderedComponent<LanguageBar> Show(LanguageChoice choice, params InstalledModel[] models) =>
        Render<LanguageBar>(parameters => parameters
            .Add(part => part.Models, models)
            .Add(part => part.Choice, choice)
            .Add(part => part.CanSwap, true)
            .Add(part => part.ChoiceChanged, (LanguageChoice chosen) => _chosen = chosen)
            .Add(part => part.Swap, () => _swapped = true));
}
