using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>Taking part in a translation, in a real browser: other words, links between the texts, doubts.</summary>
public sealed class ParticipationBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Station = "Where is the train station?";

    [Fact]
    public async Task Word_Clicked_OffersOthersAndDecodesOnFromTheChosen()
    {
        await using Visit visit = await StartAsync();
        await Word(visit, "ist").ClickAsync();
        await Expect(Options(visit)).ToHaveCountAsync(3);
        await Expect(Options(visit).First).ToContainTextAsync("ist");
        await Options(visit).Filter(new() { HasText = "liegt" }).ClickAsync();
        await visit.ExpectTranslationAsync("Wo liegt der Bahnhof?");
        await Expect(visit.Page.Locator("[data-choices]")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator(".changed")).ToContainTextAsync("Your words are kept");

        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(visit.Page.Locator(".changed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Word_ByKeyboardAlone_IsChosen()
    {
        await using Visit visit = await StartAsync();
        await visit.Translation.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Word(visit, "Wo")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Word(visit, "ist")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Options(visit).First).ToBeFocusedAsync();

        // Esc closes the list alone and leads back to the word.
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.Locator("[data-choices]")).ToHaveCountAsync(0);
        await Expect(Word(visit, "ist")).ToBeFocusedAsync();

        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Options(visit).First).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Options(visit).Nth(1)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectTranslationAsync("Wo liegt der Bahnhof?");
        await Expect(visit.Translation).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Choices_ClickElsewhere_Close()
    {
        await using Visit visit = await StartAsync();
        await Word(visit, "der").ClickAsync();
        await Expect(Options(visit).First).ToBeVisibleAsync();
        await visit.Source.ClickAsync();
        await Expect(visit.Page.Locator("[data-choices]")).ToHaveCountAsync(0);
        await Expect(visit.Source).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Hover_Word_MarksWhatItComesFrom()
    {
        await using Visit visit = await StartAsync();
        await Word(visit, "Wo").HoverAsync();
        await Expect(visit.Page.Locator("[data-mirror] mark")).ToHaveTextAsync("Where");
        await Expect(visit.Page.Locator("[data-lit]")).ToHaveTextAsync("Wo");

        // The mark lies exactly under the word of the text area.
        await Expect(visit.Page.Locator("[data-mirror]")).ToHaveTextAsync(Station);
        await visit.Page.Locator(".masthead").HoverAsync();
        await Expect(visit.Page.Locator("[data-mirror] mark")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("[data-lit]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Caret_InTheSource_LightsUpTheTranslation()
    {
        await using Visit visit = await StartAsync();
        await visit.Source.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Home");
        await Expect(visit.Page.Locator("[data-lit]")).ToHaveTextAsync("Wo");
        await Expect(visit.Page.Locator("[data-mirror] mark")).ToHaveTextAsync("Where");
        await visit.Page.Keyboard.PressAsync("x");
        await Expect(visit.Page.Locator("[data-lit]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Doubt_IsMarkedByMoreThanColourAndSaysWhy()
    {
        await using Visit visit = await StartAsync();
        await Expect(visit.Page.Locator("[data-doubt]")).ToHaveCountAsync(0);
        await visit.Page.Locator(".way").Nth(4).ClickAsync();
        await visit.ExpectTranslationAsync("Wo ist die Bahnstation?");
        ILocator doubt = visit.Page.Locator("[data-doubt]").First;
        await Expect(doubt).ToHaveCSSAsync("text-decoration-style", "dotted");
        await Expect(doubt).ToHaveAttributeAsync("aria-description", "Unsure: the model gave this word 37 %.");
    }

    [Fact]
    public async Task Stream_ToDone_NothingMoves()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        using var next = new SemaphoreSlim(1);
        visit.Host.Book.BeforeWord = (_, token) => next.Wait(token);
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo");
        LocatorBoundingBoxResult growing = (await visit.Translation.BoundingBoxAsync())!;
        next.Release(20);
        await Expect(Word(visit, "Bahnhof")).ToBeVisibleAsync();
        LocatorBoundingBoxResult done = (await visit.Translation.BoundingBoxAsync())!;
        Assert.Equal((growing.X, growing.Y, growing.Width, growing.Height), (done.X, done.Y, done.Width, done.Height));
    }

    private static ILocator Word(Visit visit, string text) =>
        visit.Page.Locator(string.Create(CultureInfo.InvariantCulture, $"[data-word]:text-is(\"{text}\")"));

    private static ILocator Options(Visit visit) => visit.Page.Locator("[role=option]");

    /// <summary>A reader who sees a translation.</summary>
    private async Task<Visit> StartAsync()
    {
        Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(Word(visit, "Bahnhof")).ToBeVisibleAsync();
        return visit;
    }
}
