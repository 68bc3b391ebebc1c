using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The page about the API in a real browser.</summary>
public sealed class ApiPageBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Page_OpenedByKeyboard_ShowsTheShapesAndIsAccessible(int width, ColorScheme scheme)
    {
        await using Visit visit = await Visit.StartAsync(
            chromium,
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });
        await visit.Page.GotoAsync($"{visit.Address}api");
        ILocator route = visit.Page.Locator("details", new PageLocatorOptions { HasText = "/api/v1/translate/stream" });
        await route.Locator("summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(route.Locator("pre").First).ToContainTextAsync("noRepeatNgram");
        await visit.ExpectAccessibleAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }
}
