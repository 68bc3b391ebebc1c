using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

/// <summary>Languages and models of the translator's page: chosen, detected, swapped, coming and going under the reader.</summary>
public sealed class TranslateModelsTests : TranslatePageContext
{
    [Fact]
    public async Task Swap_ReverseModel_MovesTheTranslationOver()
    {
        IRenderedComponent<Translate> page = Start(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"));
        await ChooseAsync(page, "en", "de");
        await TypeAsync(page, "Hello");
        Translator.Last.Finish("Hallo");
        page.WaitForAssertion(() => Assert.Equal("Hallo", Text(page)));

        await page.Find("[data-swap]").ClickAsync();
        Assert.Equal(("de-en", "Hallo"), (Translator.Last.Request.Model, Translator.Last.Text));
        Assert.Equal("Hallo", Source.VerifyInvoke("setText").Arguments[0]);
        Assert.Equal("de", page.Find("#source-language").GetAttribute("value"));
    }

    [Fact]
    public void Swap_NoReverseModel_IsOff()
    {
        IRenderedComponent<Translate> page = Start(FakeCatalog.Ready("en", "de"));
        Assert.True(page.Find("[data-swap]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task DetectLanguage_German_TakesTheOtherModelAndSaysSo()
    {
        IRenderedComponent<Translate> page = Start(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"));
        await page.Find("#source-language").ChangeAsync(LanguageChoice.Auto);
        await TypeAsync(page, "Wo ist der Bahnhof und das Haus?");
        Assert.Equal("de-en", Translator.Last.Request.Model);
        Assert.Matches("German · detected, [0-9]+ %", page.Find("#source-language").TextContent);
        Assert.Equal("en", page.Find("#target-language").GetAttribute("value"));

        await TypeAsync(page, "Where is the house?");
        Assert.Equal("en-de", Translator.Last.Request.Model);
        Assert.Equal("de", page.Find("#target-language").GetAttribute("value"));
    }

    [Fact]
    public void ModelAppears_FirstOne_TheTranslatorIsThere()
    {
        IRenderedComponent<Translate> page = Render<Translate>();
        Catalog.Show(FakeCatalog.Ready("en", "de"));
        page.WaitForAssertion(() => page.Find("textarea"));
        Assert.Contains("English → German is ready", page.Find(".toast").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelAppears_OtherDirection_LeavesTheTranslationAndAllowsSwap()
    {
        IRenderedComponent<Translate> page = Start(FakeCatalog.Ready("en", "de"));
        await TypeAsync(page, "Hello");
        Translator.Last.Finish("Hallo");
        page.WaitForAssertion(() => Assert.Equal("Hallo", Text(page)));
        Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"));
        page.WaitForAssertion(() => Assert.Contains("German → English is ready", page.Find(".toast").TextContent, StringComparison.Ordinal));
        Assert.Equal("Hallo", Text(page));
        Assert.Single(Translator.Calls);
        Assert.False(page.Find("[data-swap]").HasAttribute("disabled"));

        Time.Advance(TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".toast")));
    }

    [Fact]
    public void ModelGone_TheNoticeIsBack()
    {
        IRenderedComponent<Translate> page = Start();
        Catalog.Show();
        page.WaitForAssertion(() => Assert.Contains("There is no model", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ModelState.Failed)]
    [InlineData(ModelState.Unloaded)]
    [InlineData(null)]
    public async Task ModelGone_OthersStay_IsSaidAndTheTranslationStands(ModelState? state)
    {
        InstalledModel back = FakeCatalog.Ready("de", "en");
        InstalledModel gone = FakeCatalog.Ready("en", "de");
        IRenderedComponent<Translate> page = Start(gone, back);
        await ChooseAsync(page, "en", "de");
        await TypeAsync(page, "Hello");
        Translator.Last.Finish("Hallo");
        page.WaitForAssertion(() => Assert.Equal("Hallo", Text(page)), Limit);

        Catalog.Show(state is { } left ? [gone with { State = left }, back] : [back]);
        page.WaitForAssertion(() => Assert.Equal("English → German is no longer available; German → English is chosen now", page.Find(".toast").TextContent.Trim()), Limit);
        Assert.Equal("de", page.Find("#source-language").GetAttribute("value"));
        Assert.Equal("Hallo", Text(page));
        Assert.Single(Translator.Calls);

        // Whose translation it is does not change with the choice.
        Assert.Equal("de", page.Find("#translation").GetAttribute("lang"));
        Assert.Contains("English → German", page.Find(".status").TextContent, StringComparison.Ordinal);
        await page.Find("[aria-label='Improve this translation']").ClickAsync();
        await page.Find("#suggestion-text").ChangeAsync("Guten Tag");
        await page.Find(".suggestion").SubmitAsync();
        Suggestion kept = Assert.Single(Suggestions.All);
        Assert.Equal(("en", "de"), (kept.SourceLanguage, kept.TargetLanguage));
    }

    [Fact]
    public async Task ModelGone_AnotherOfThePairStays_IsNamed()
    {
        InstalledModel gone = FakeCatalog.Ready("en", "de", "new") with { Name = "the new one" };
        InstalledModel stays = FakeCatalog.Ready("en", "de", "old") with { Name = "" };
        IRenderedComponent<Translate> page = Start(gone, stays);
        await page.Find("#model").ChangeAsync("new");
        Catalog.Show(stays);
        page.WaitForAssertion(
            () => Assert.Equal("“the new one” is no longer available; “old” is chosen now", page.Find(".toast").TextContent.Trim()), Limit);
    }

    [Fact]
    public async Task JoinedModel_EachDirection_IsAskedForByItsTarget()
    {
        IRenderedComponent<Translate> page = Start(FakeCatalog.Joined("all", "en-de", "en-fr", "de-en"));
        await ChooseAsync(page, "en", "fr");
        await TypeAsync(page, "Hello");
        Assert.Equal(("all", "fr"), (Translator.Last.Request.Model, Translator.Last.Request.Target));
        Translator.Last.Finish("Bonjour");
        page.WaitForAssertion(() => Assert.Contains("English → French, all", page.Find(".status").TextContent, StringComparison.Ordinal), Limit);
        Assert.True(page.Find("[data-swap]").HasAttribute("disabled")); // nobody trained it to read French

        await ChooseAsync(page, "en", "de");
        Assert.Equal(("all", "de"), (Translator.Last.Request.Model, Translator.Last.Request.Target));
        Assert.False(page.Find("[data-swap]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task JoinedModel_AppearsAndGoes_IsSaidWithItsDirections()
    {
        IRenderedComponent<Translate> page = Start(FakeCatalog.Ready("it", "en"));
        await TypeAsync(page, "Ciao");
        Catalog.Show(FakeCatalog.Ready("it", "en"), FakeCatalog.Joined("all", "en-de", "en-fr"));
        page.WaitForAssertion(() => Assert.Equal("English → German, English → French are ready", page.Find(".toast").TextContent.Trim()), Limit);
        Catalog.Show(FakeCatalog.Ready("it", "en"));
        page.WaitForAssertion(() => Assert.Equal("English → German, English → French are no longer available", page.Find(".toast").TextContent.Trim()), Limit);
    }

    [Fact]
    public void Address_NamesThePair_IsFollowed()
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?source=de&target=en&q=Hallo");
        IRenderedComponent<Translate> page = Render<Translate>();
        Assert.Equal("de", page.Find("#source-language").GetAttribute("value"));
        Assert.Equal("Hallo", page.FindComponent<SourceBox>().Instance.InitialText);
    }
}
