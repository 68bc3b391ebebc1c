using Microsoft.Playwright;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>
/// Every view of the translator, light and dark, wide and on a phone: nothing that axe calls serious, nothing wider than the
/// window, and, as in each visit, no error in the console and no breach of the content security policy. The inspector in two
/// of the four, since contrast is the scheme's and fit the width's.
/// </summary>
public sealed class TranslatorViewsBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Translator_EveryView_IsSound(ColorScheme scheme, int width)
    {
        await using Visit visit = await StartAsync(scheme, width);
        await visit.ExpectSoundAsync("nothing typed");
        await visit.Source.FillAsync(InspectorVisit.Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(visit.Page.Locator(".way")).ToHaveCountAsync(5);
        await visit.Page.ClickAsync("[data-timing]");
        await visit.ExpectSoundAsync("translation");

        await visit.Page.Locator(".way").Nth(4).ClickAsync();
        await Expect(visit.Page.Locator("[data-doubt]").First).ToBeVisibleAsync();
        await visit.Page.Locator("[data-word]:text-is('Bahnstation')").ClickAsync();
        await Expect(visit.Page.Locator("[role=option]").First).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("other words");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Page.ClickAsync("[aria-label='Improve this translation']");
        await Expect(visit.Page.Locator("#suggestion-text")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("a better translation");
        await visit.ClickAsync("Cancel");

        foreach (string drawer in (string[])["documents", "history", "call"])
        {
            await visit.Page.ClickAsync($"[data-drawer={drawer}]");
            await Expect(visit.Page.Locator($"#{drawer}")).ToBeVisibleAsync();
        }

        await Expect(visit.Page.Locator("[data-number]")).ToHaveCountAsync(1);
        await visit.Page.SetInputFilesAsync("#documents input[type=file]:enabled", WorkshopVisit.Payload("a.txt", "One.\n"));
        await Expect(visit.Page.Locator("[data-download]")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("drawers");
        await visit.Page.ClickAsync("[data-open-shortcuts]");
        await visit.ExpectSoundAsync("shortcuts");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Inspector_EveryTab_IsSound(ColorScheme scheme, int width)
    {
        await using Visit visit = await StartAsync(scheme, width);
        await visit.Source.FillAsync(InspectorVisit.Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.Page.ClickAsync(".fold");
        await Expect(visit.Page.Locator("[role=grid]")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("attention");
        await visit.Page.GetByLabel("Draw as lines").CheckAsync();
        await Expect(visit.Page.Locator(".lines")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("attention as lines");
        await ExpectTableAsync(visit, "attention");

        await visit.Page.ClickAsync($"#tab-{InspectorTab.Beam}");
        await visit.Page.GetByLabel("Show what fell off the beam").CheckAsync();
        await Expect(visit.Page.Locator(".node.offbeam")).ToHaveCountAsync(6);
        await visit.Page.FocusAsync("[role=treeitem][tabindex='0']");
        await Expect(visit.Page.Locator(".details")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("beam");
        await ExpectTableAsync(visit, "beam");

        await visit.Page.ClickAsync($"#tab-{InspectorTab.Memory}");
        await Expect(visit.Page.Locator("#memory-map rect.cell")).ToHaveCountAsync(20 * 6);
        await visit.Page.Locator(".experiment button").First.ClickAsync();
        await Expect(visit.Page.Locator(".outcome ins")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("memory");
        await visit.Page.GetByLabel("View as table").CheckAsync();
        await Expect(visit.Page.Locator("#memory-map")).ToHaveCountAsync(0);
        await visit.ExpectSoundAsync("memory as a table");
        await visit.Page.Locator("select.view").SelectOptionAsync("words");
        await visit.Page.GetByText("Measure the gradient, too").ClickAsync();
        await Expect(visit.Page.Locator("#influence rect.cell")).ToHaveCountAsync(36);
        await visit.ExpectSoundAsync("what is left of each word");

        await visit.Page.ClickAsync($"#tab-{InspectorTab.Scores}");
        await visit.Page.FocusAsync("[role=option][tabindex='0']");
        await Expect(visit.Page.Locator(".why")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("scores");
        await ExpectTableAsync(visit, "scores");

        await visit.Page.ClickAsync($"#tab-{InspectorTab.Compare}");
        await visit.ExpectSoundAsync("nothing to compare with yet");
        await visit.Page.Locator("select.other").SelectOptionAsync("en-de-older");
        await Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("Both models say the same.");
        await visit.ExpectSoundAsync("comparison");
    }

    private static async Task ExpectTableAsync(Visit visit, string view)
    {
        await visit.Page.GetByLabel("View as table").CheckAsync();
        await Expect(visit.Page.Locator("#inspector-panel caption")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync($"{view} as a table");
    }

    private async Task<Visit> StartAsync(ColorScheme scheme, int width)
    {
        var host = new WebHost();
        host.Folder.Add("en", "de", "en-de-older");
        return await Visit.StartAsync(chromium, host, InspectorVisit.Seen(scheme, width), query: "?source=en&target=de&model=en-de");
    }
}
