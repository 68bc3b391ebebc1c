using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>Who goes through a page with the Tab key sees at each stop where that is.</summary>
public sealed class FocusBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>
    /// Of the element that has the focus: nothing where it is outlined, else how it begins; null where the way round the page
    /// is complete. A control of the browser's own may lie over what is drawn for it: there its frame is outlined.
    /// </summary>
    private const string Unseen = """
        () => {
          const at = document.activeElement;
          window.stops ??= new Set();
          if (at === document.body || window.stops.has(at)) {
            return window.stops.size === 0 ? '' : null;
          }

          window.stops.add(at);
          const outlined = element => {
            const style = getComputedStyle(element);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
          };
          const underlined = () => at.id === 'source-text' && getComputedStyle(at.closest('.pane'), '::after').height === '2px';
          return outlined(at) || outlined(at.parentElement) || underlined() || at instanceof SVGElement ? '' : at.outerHTML.slice(0, 120);
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Stops_OfEveryPage_AreSeen(ColorScheme scheme)
    {
        await using Visit visit = await Visit.StartAsync(chromium, InspectorVisit.Seen(scheme, 1280), query: "?source=en&target=de&q=hello");
        await visit.ExpectTranslationAsync("HELLO");
        await Expect(visit.Page.Locator(".way").First).ToBeVisibleAsync();
        await ExpectSeenAsync(visit, "translate");
        await visit.PrepareCorpusAsync();
        foreach (string page in (string[])["train", "evaluate", "models"])
        {
            await visit.OpenAsync(page);
            await ExpectSeenAsync(visit, page);
        }

        await visit.Page.GotoAsync($"{visit.Address}api");
        await ExpectSeenAsync(visit, "api");
    }

    private static async Task ExpectSeenAsync(Visit visit, string page)
    {
        List<string> unseen = [];
        int stops = -1;
        for (string? found = ""; found is not null; stops++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            found = await visit.Page.EvaluateAsync<string?>(Unseen);
            unseen.AddRange(found is { Length: > 0 } ? [$"{page}: {found}"] : []);
        }

        Assert.Equal([], unseen);
        Assert.True(stops > 8, $"{page}: {stops} stops");
    }
}
