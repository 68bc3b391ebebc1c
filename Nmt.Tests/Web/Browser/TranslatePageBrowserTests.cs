using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The page in a real browser, over a real server with phrase books for models.</summary>
public sealed partial class TranslatePageBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
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
        await older.Task;
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
    public async Task HeatMap_Opened_WalksWithTheKeyboardAndShowsATable()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.Page.ClickAsync(".fold");
        await Expect(visit.Page.Locator("[role=gridcell]")).ToHaveCountAsync(30);

        await visit.WalkableAsync();
        await visit.Page.Locator("[data-cell='0,0']").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visit.Page.Locator("[data-cell='0,0']")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visit.Page.Locator("[data-cell='1,1']")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Control+End");
        await Expect(visit.Page.Locator("[data-cell='4,5']")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[data-readout]")).ToHaveTextAsync(Looks());
        await Expect(visit.Page.Locator("[role=gridcell][tabindex='0']")).ToHaveCountAsync(1);

        await visit.Page.GetByLabel("View as table").CheckAsync();
        await Expect(visit.Page.Locator("table caption")).ToBeVisibleAsync();
    }

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
    public async Task Paste_BeyondTheLimit_IsCutAndSaidSo()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Source.FocusAsync();
        await visit.Page.Keyboard.InsertTextAsync(new string('字', 5200));
        await Expect(visit.Page.Locator("[data-count]")).ToHaveTextAsync("5,000");
        await Expect(visit.Page.Locator("[data-full]")).ToContainTextAsync("limit is reached");

        // 15 KB in UTF-8: within SignalR's 32 KB, since the text crosses once.
        await visit.ExpectTranslationAsync(new string('字', 5000));
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
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no model yet" })).ToBeVisibleAsync();
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
    public async Task ConnectionLost_ComesBackWithTheText()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        visit.ExpectsTrouble = true;
        List<IWebSocketRoute> sockets = [];
        await visit.Page.RouteWebSocketAsync(Blazor(), socket =>
        {
            sockets.Add(socket);
            socket.ConnectToServer();
        });
        await visit.OpenAsync("?source=en&target=de");
        await visit.Source.FillAsync("one");
        await visit.ExpectTranslationAsync("ONE");

        await sockets[^1].CloseAsync(new() { Code = 4000, Reason = "cut" });
        await visit.Source.FillAsync("one two");
        await visit.ExpectTranslationAsync("ONE TWO");
        await Expect(visit.Source).ToHaveValueAsync("one two");
        await Expect(visit.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
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

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Accessibility_EveryState_HasNoSeriousFinding(ColorScheme scheme)
    {
        var options = new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };
        await using Visit visit = await Visit.StartAsync(chromium, options);
        await visit.ExpectAccessibleAsync();

        await visit.Source.FillAsync(Station);
        await visit.ExpectTranslationAsync("Wo ist der Bahnhof?");
        await visit.Page.ClickAsync(".fold");
        await Expect(visit.Page.Locator("[role=grid]")).ToBeVisibleAsync();
        await visit.ExpectAccessibleAsync();
        await visit.Page.GetByLabel("View as table").CheckAsync();
        await Expect(visit.Page.Locator("table")).ToBeVisibleAsync();
        await visit.ExpectAccessibleAsync();

        await visit.Page.ClickAsync("[data-open-shortcuts]");
        await visit.ExpectAccessibleAsync();
        await visit.Page.GotoAsync($"{visit.Address}about");
        await visit.ExpectAccessibleAsync();
    }

    private static Task<string> GroundAsync(Visit visit) =>
        visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    [GeneratedRegex("looks at “.*”: [01]\\.[0-9]{2}$")]
    private static partial Regex Looks();

    [GeneratedRegex("/_blazor")]
    private static partial Regex Blazor();
}
