using Microsoft.Playwright;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>A reader without a pointer: every element is reached with the Tab key, never by a test's own focus.</summary>
public sealed class KeyboardBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Reader_TypesChoosesAWordRestoresAndSwaps()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.GotoAsync($"{visit.Address}about");
        await visit.EnterAsync(".skip");
        await Expect(visit.Page.Locator("#content")).ToBeFocusedAsync();
        await visit.EnterAsync("nav a[href='/']", "Shift+Tab");
        await visit.ReadyAsync();

        await Expect(visit.Source).ToBeFocusedAsync();
        await visit.TabToAsync("#source-language", "Shift+Tab");
        await visit.Page.Keyboard.PressAsync("e");
        await Expect(visit.Page.Locator("#source-language")).ToHaveValueAsync("en");
        await visit.TabToAsync("#source-text");
        await visit.Page.Keyboard.TypeAsync(InspectorVisit.Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(visit.Page.Locator("[data-word]")).ToHaveCountAsync(5); // with the question mark

        await visit.TabToAsync("#translation");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("[role=option]").First).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectTranslationAsync("Wo liegt der Bahnhof?");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");

        await visit.EnterAsync("[data-swap]", "Shift+Tab");
        await Expect(visit.Source).ToHaveValueAsync("Wo ist der Bahnhof?");
        await visit.ExpectTranslationAsync(InspectorVisit.Station);
    }

    [Fact]
    public async Task Reader_RecallsAndForgetsAndTranslatesADocument()
    {
        await using Visit visit = await Visit.StartAsync(chromium, query: "?source=en&target=de&q=older");
        await visit.ExpectTranslationAsync("OLDER");
        await Expect(visit.Page.Locator("[data-word]")).ToHaveCountAsync(1);
        await visit.Page.Keyboard.PressAsync("Control+a");
        await visit.Page.Keyboard.TypeAsync("newer");
        await visit.ExpectTranslationAsync("NEWER");
        await Expect(visit.Page.Locator("[data-word]")).ToHaveCountAsync(1);

        await visit.EnterAsync("[data-drawer=history]");
        ILocator texts = visit.Page.Locator("[data-number] [data-text]");
        await Expect(texts).ToHaveTextAsync(["newer", "older"]);
        await visit.EnterAsync("[data-number='1'] [data-again]");
        await visit.ExpectTranslationAsync("OLDER");
        await Expect(texts).ToHaveTextAsync(["older", "newer"]);
        await visit.EnterAsync("[data-number='0'] [data-delete]", "Shift+Tab");
        await Expect(texts).ToHaveTextAsync(["newer"]);
        await Expect(visit.Page.Locator("[data-number='0'] [data-again]")).ToBeFocusedAsync();

        await visit.EnterAsync("[data-drawer=documents]", "Shift+Tab");
        await visit.TabToAsync("#documents input[type=file]");
        await visit.Page.SetInputFilesAsync(":focus", WorkshopVisit.Payload("talk.txt", "Hello there.\n"));
        await Expect(visit.Page.Locator("[data-download]")).ToBeVisibleAsync();
        await visit.TabToAsync("[data-download]");
        IDownload file = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("HELLO THERE.\n", await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reader_HoldsAttentionAdoptsABranchAndSaves()
    {
        await using Visit visit = await StartInsideAsync();
        await visit.TabToAsync("[role=gridcell]");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator(".cell.forced")).ToHaveAttributeAsync("data-cell", "0,1");
        await Expect(visit.Page.Locator(".cell.forced")).ToBeFocusedAsync(); // in the picture that follows
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.Locator(".cell.forced")).ToHaveCountAsync(0);
        await visit.WalkableAsync();
        foreach (string kind in (string[])["csv", "svg"])
        {
            await visit.TabToAsync($"[data-save={kind}]");
            IDownload file = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Keyboard.PressAsync("Enter"));
            Assert.Equal($"attention.{kind}", file.SuggestedFilename);
        }

        await WalkToAsync(visit, InspectorTab.Attention, InspectorTab.Beam);
        await visit.TabToAsync("[role=treeitem]");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectTranslationAsync("Wo liegt der Bahnhof?");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
    }

    [Fact]
    public async Task Reader_ClampsAGateReadsScoresAndCompares()
    {
        await using Visit visit = await StartInsideAsync();
        await WalkToAsync(visit, InspectorTab.Attention, InspectorTab.Beam);
        await WalkToAsync(visit, InspectorTab.Beam, InspectorTab.Memory);
        await visit.TabToAsync(".experiment select");
        await visit.Page.Keyboard.PressAsync("o");
        await visit.TabToAsync(".experiment input[type=number]");
        await visit.Page.Keyboard.PressAsync("Control+a");
        await visit.Page.Keyboard.TypeAsync("0.5");
        await visit.EnterAsync(".experiment .group button");
        await Expect(visit.Page.Locator(".held li")).ToContainTextAsync("output gate held at 0.5");
        await Expect(visit.Page.Locator(".outcome ins")).ToContainTextAsync("denn");
        await visit.EnterAsync(".held button");
        await Expect(visit.Page.Locator(".held li")).ToHaveCountAsync(0);

        await WalkToAsync(visit, InspectorTab.Memory, InspectorTab.Scores);
        await visit.TabToAsync("[role=option]");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("#why-title")).ToHaveTextAsync("Why “ist”?");

        await visit.TabToAsync("#tab-Scores", "Shift+Tab");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.TabToAsync("select.other");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("Both models say the same.");
    }

    /// <summary>A translation, the inspector open at its first tab.</summary>
    private async Task<Visit> StartInsideAsync()
    {
        var host = new WebHost();
        host.Folder.Add("en", "de", "en-de-older");
        Visit visit = await Visit.StartAsync(
            chromium, host, query: $"?source=en&target=de&model=en-de&q={Uri.EscapeDataString(InspectorVisit.Station)}");
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.EnterAsync(".fold");
        await visit.WalkableAsync();
        return visit;
    }

    /// <summary>Back to the tabs and one to the right.</summary>
    private static async Task WalkToAsync(Visit visit, InspectorTab from, InspectorTab to)
    {
        await visit.TabToAsync($"#tab-{from}", "Shift+Tab");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator($"#tab-{to}")).ToBeFocusedAsync();
        await visit.WalkableAsync();
    }
}
