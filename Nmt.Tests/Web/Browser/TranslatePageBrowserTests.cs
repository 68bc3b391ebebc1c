using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The page in a real browser, over a real server with phrase books for models.</summary>
public sealed class TranslatePageBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Station = "Where is the train station?";

    [Fact]
    public async Task Swap_MovesTheTranslationToTheSource()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.Page.Keyboard.PressAsync("Alt+s");
        await Expect(visit.Source).ToHaveValueAsync("Wo ist der Bahnhof?");
        await visit.ExpectTranslationAsync(Station);
        await Expect(visit.Page.Locator("#source-language")).ToHaveValueAsync("de");
    }

    [Fact]
    public async Task Copy_PutsTheTranslationOnTheClipboard()
    {
        await using Visit visit = await Visit.StartAsync(
            chromium, new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.Page.Keyboard.PressAsync("Alt+c");
        await Expect(visit.Page.Locator(".copied")).ToHaveTextAsync("Copied");
        Assert.Equal("Wo ist der Bahnhof?", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Keyboard_TranslateNow_ListOfShortcuts_Clear()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Source.FillAsync("hello");
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await visit.ExpectTranslationAsync("HELLO");

        await visit.Page.ClickAsync("[data-clear]");
        await Expect(visit.Source).ToHaveValueAsync("");
        await visit.ExpectTranslationAsync("");
        await Expect(visit.Source).ToBeFocusedAsync();

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Source).ToHaveValueAsync("?");
        await visit.Page.FocusAsync(".brand");
        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.Locator("[data-shortcuts]")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.Locator("[data-shortcuts]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Address_AndReload_KeepTheText()
    {
        await using Visit visit = await Visit.StartAsync(chromium, query: $"?source=en&target=de&q={Uri.EscapeDataString(Station)}");
        await Expect(visit.Source).ToHaveValueAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");

        string unsent = new('x', 3000);
        await visit.Source.FillAsync(unsent);
        await visit.Page.ReloadAsync();
        await visit.ReadyAsync();
        await Expect(visit.Source).ToHaveValueAsync(unsent);
        Assert.DoesNotContain("q=", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains("source=en&target=de", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelAppears_WhileThePageIsOpen_NeedsNoReload()
    {
        await using Visit visit = await Visit.StartAsync(chromium, models: false);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no model" })).ToBeVisibleAsync();
        visit.Host.Folder.Add("en", "de");
        await visit.Host.ScanAsync();
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(visit.Page.Locator("[data-swap]")).ToBeDisabledAsync();

        visit.Host.Folder.Add("de", "en");
        await visit.Host.ScanAsync();
        await Expect(visit.Page.Locator(".toast")).ToHaveTextAsync("German → English is ready");
        await Expect(visit.Page.Locator("[data-swap]")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Phone_Width_StacksAndScrollsNowhereSideways()
    {
        await using Visit visit = await Visit.StartAsync(
            chromium, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 360, Height = 740 } });
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.Page.ClickAsync(".fold");
        await Expect(visit.Page.Locator("[role=grid]")).ToBeVisibleAsync();
        Assert.Equal(360, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        LocatorBoundingBoxResult source = (await visit.Source.BoundingBoxAsync())!;
        LocatorBoundingBoxResult target = (await visit.Translation.BoundingBoxAsync())!;
        Assert.True(target.Y >= source.Y + source.Height);
    }

    [Fact]
    public async Task Theme_Toggled_IsKept()
    {
        await using Visit visit = await Visit.StartAsync(
            chromium, new BrowserNewContextOptions { ColorScheme = ColorScheme.Light });
        string light = await GroundAsync(visit);
        await visit.Page.ClickAsync("[data-theme-toggle]");
        string dark = await GroundAsync(visit);
        Assert.NotEqual(light, dark);
        await visit.Page.ReloadAsync();
        Assert.Equal(dark, await GroundAsync(visit));
    }

    private static Task<string> GroundAsync(Visit visit) =>
        visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
