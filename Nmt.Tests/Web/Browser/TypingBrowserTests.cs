using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>Typing is translating, in a real browser: no letter is lost, an answer that is overtaken is dropped, the limit is said.</summary>
public sealed class TypingBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Left = "The limit is reached; the rest was left out. A longer text goes in as a document.";
    private const string Station = "Where is the train station?";

    [Fact]
    public async Task Type_Sentence_IsTranslatedAndChangesWithTheText()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await Expect(visit.Source).ToBeFocusedAsync();
        await visit.Page.SelectOptionAsync("#source-language", "en");
        await visit.Source.PressSequentiallyAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(visit.Page.Locator(".way")).ToHaveCountAsync(5);

        await visit.Source.FillAsync("My sister does not eat meat.");
        await visit.ExpectTranslationAsync("Meine Schwester isst kein Fleisch.");
    }

    [Fact]
    public async Task Type_FastWhileAnswersCome_LosesNoCharacter()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        visit.Host.Book.BeforeWord = (_, token) => token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
        string text = "";
        for (int burst = 0; burst < 4; burst++)
        {
            string words = string.Concat(Enumerable.Range(0, 12).Select(each => $"word{burst}{each} "));
            text += words;
            await visit.Source.PressSequentiallyAsync(words, new LocatorPressSequentiallyOptions { Delay = 8 });

            // The pause sends the text; the next burst is typed while its translation streams in.
            await Expect(visit.Translation).ToContainTextAsync($"WORD{burst}0");
        }

        await visit.ExpectTranslationAsync(text.Trim().ToUpperInvariant());
        await Expect(visit.Source).ToHaveValueAsync(text);
        await Expect(visit.Page.Locator("[data-count]")).ToHaveTextAsync($"{text.Length}");
    }

    [Fact]
    public async Task Type_BeforeTheAnswer_OlderRequestIsCancelled()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        var older = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        visit.Host.Book.BeforeWord = (word, token) =>
        {
            if (word == "OLDER")
            {
                token.WaitHandle.WaitOne();
                older.TrySetResult();
            }
        };
        await visit.Source.FillAsync("older");
        await Expect(visit.Page.Locator("[aria-label=Translation]")).ToHaveAttributeAsync("aria-busy", "true");
        await visit.Source.FillAsync("newer");
        await older.Task.WaitAsync(Visit.Patience, TestContext.Current.CancellationToken);
        await visit.ExpectTranslationAsync("NEWER");
    }

    [Fact]
    public async Task Stream_SlowModel_ShowsTheSentenceGrow()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        using var next = new SemaphoreSlim(1);
        visit.Host.Book.BeforeWord = (_, token) => next.Wait(token);
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo");
        next.Release();
        await visit.ExpectTranslationAsync("Wo ist");
        await Expect(visit.Page.Locator("[aria-label=Translation]")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(visit.Page.Locator("main > p[role=status]")).ToHaveTextAsync("");
        next.Release(10);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await Expect(visit.Page.Locator("main > p[role=status]")).ToHaveTextAsync("Translation: Wo ist der Bahnhof?");
    }

    [Fact]
    public async Task Paste_UpToTheLimitAndBeyond_IsCountedAndSaid()
    {
        await using Visit visit = await Visit.StartAsync(
            chromium, new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        await visit.Page.SelectOptionAsync("#source-language", "en");
        foreach ((int length, string count, string said) in (IEnumerable<(int, string, string)>)
            [(4_999, "4,999", ""), (5_000, "5,000", "The limit is reached."), (5_001, "5,000", Left)])
        {
            // Three bytes each: also as UTF-8 the text stays below the 32 KB of one message of the socket, since it crosses once.
            string text = new('字', length);
            await visit.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
            await visit.Source.FocusAsync();
            await visit.Page.Keyboard.PressAsync("Control+a");
            await visit.Page.Keyboard.PressAsync("Control+v");
            await Expect(visit.Page.Locator("[data-count]")).ToHaveTextAsync(count);
            await Expect(visit.Page.Locator("[data-full]")).ToHaveTextAsync(said);
            await visit.ExpectTranslationAsync(text[..Math.Min(length, 5_000)]);
        }

        await visit.Page.Keyboard.PressAsync("End");
        await visit.Page.Keyboard.PressAsync("Backspace");
        await Expect(visit.Page.Locator("[data-count]")).ToHaveTextAsync("4,999");
        await Expect(visit.Page.Locator("[data-full]")).ToHaveTextAsync("");
        await visit.Page.Keyboard.TypeAsync("字字");
        await Expect(visit.Page.Locator("[data-full]")).ToHaveTextAsync(Left);
    }
}
