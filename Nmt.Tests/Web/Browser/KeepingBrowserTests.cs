using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>What a reader keeps or takes along, in a real browser: history, documents, links, calls.</summary>
public sealed class KeepingBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task History_Translations_AreListedRecalledAndDeleted()
    {
        await using Visit visit = await StartAsync();
        await TranslateAsync(visit, "one");
        await TranslateAsync(visit, "two");
        await visit.Page.ClickAsync("[data-drawer=history]");
        await Expect(visit.Page.Locator("[data-number] [data-text]")).ToHaveTextAsync(["two", "one"]);
        await Expect(visit.Page.Locator("[data-number] [data-translation]")).ToHaveTextAsync(["TWO", "ONE"]);

        await visit.Page.Locator("[data-again]").Nth(1).ClickAsync();
        await Expect(visit.Source).ToHaveValueAsync("one");
        await visit.ExpectTranslationAsync("ONE");
        await Expect(visit.Page.Locator("[data-number] [data-text]")).ToHaveTextAsync(["one", "two"]);

        await ReloadAsync(visit);
        await visit.Page.ClickAsync("[data-drawer=history]");
        await Expect(visit.Page.Locator("[data-number]")).ToHaveCountAsync(2);
        await visit.Page.Locator("[data-number] [data-delete]").First.ClickAsync();
        await Expect(visit.Page.Locator("[data-number] [data-text]")).ToHaveTextAsync(["two"]);
        await visit.Page.ClickAsync("[data-delete-all]");
        await Expect(visit.Page.Locator("[data-number]")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("[data-none]")).ToBeVisibleAsync();
        Assert.Equal("[]", await visit.Page.EvaluateAsync<string>("localStorage.getItem('nmt.history')"));
    }

    [Fact]
    public async Task History_TextThatGrows_IsOneEntry()
    {
        await using Visit visit = await StartAsync();
        await TranslateAsync(visit, "one");
        await TranslateAsync(visit, "one two");
        await TranslateAsync(visit, "one two three");
        await visit.Page.ClickAsync("[data-drawer=history]");
        await Expect(visit.Page.Locator("[data-number] [data-text]")).ToHaveTextAsync(["one two three"]);
    }

    [Fact]
    public async Task History_SwitchedOff_KeepsNothing()
    {
        await using Visit visit = await StartAsync();
        await visit.Page.ClickAsync("[data-drawer=history]");
        await Expect(visit.Page.Locator("[data-keep]")).ToBeCheckedAsync(); // before its script is there, it is not
        await visit.Page.Locator("[data-keep]").UncheckAsync();
        await TranslateAsync(visit, "one");
        await Expect(visit.Page.Locator("[data-number]")).ToHaveCountAsync(0);

        await ReloadAsync(visit);
        await visit.Page.ClickAsync("[data-drawer=history]");
        await Expect(visit.Page.Locator("[data-keep]")).ToBeEnabledAsync();
        await Expect(visit.Page.Locator("[data-keep]")).Not.ToBeCheckedAsync();
        await visit.Page.Locator("[data-keep]").CheckAsync();
        await TranslateAsync(visit, "two");
        await Expect(visit.Page.Locator("[data-number] [data-text]")).ToHaveTextAsync(["two"]);
    }

    [Fact]
    public async Task Document_Uploaded_IsTranslatedAndDownloaded()
    {
        await using Visit visit = await StartAsync();
        await visit.Page.ClickAsync("[data-drawer=documents]");
        await UploadAsync(visit, "talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nHello there.\n");
        ILocator download = visit.Page.Locator("[data-download]");
        await Expect(download).ToHaveTextAsync("Download talk.de.srt");
        IDownload file = await visit.Page.RunAndWaitForDownloadAsync(() => download.ClickAsync());
        Assert.Equal("talk.de.srt", file.SuggestedFilename);
        Assert.Equal("1\n00:00:01,000 --> 00:00:02,000\nHELLO THERE.\n", await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Document_Cancelled_StopsAndTakesAnother()
    {
        await using Visit visit = await StartAsync();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        visit.Host.Book.BeforeWord = (_, token) =>
        {
            token.WaitHandle.WaitOne();
            stopped.TrySetResult();
        };
        await visit.Page.ClickAsync("[data-drawer=documents]");
        await UploadAsync(visit, "a.txt", "One.\n");
        await visit.Page.ClickAsync("[data-cancel]");
        await stopped.Task.WaitAsync(Visit.Patience, TestContext.Current.CancellationToken);
        await Expect(visit.Page.Locator("progress")).ToHaveCountAsync(0);

        visit.Host.Book.BeforeWord = (_, _) => { };
        await UploadAsync(visit, "b.txt", "Two.\n");
        await Expect(visit.Page.Locator("[data-download]")).ToHaveTextAsync("Download b.de.txt");
    }

    [Fact]
    public async Task Document_NoDocument_SaysWhatIsExpected()
    {
        await using Visit visit = await StartAsync();
        await visit.Page.ClickAsync("[data-drawer=documents]");
        await UploadAsync(visit, "a.pdf", "%PDF");
        await Expect(visit.Page.Locator("#documents [role=alert]")).ToContainTextAsync("a.pdf: expected a file that ends in .txt");
    }

    [Fact]
    public async Task Improve_Sent_IsALineOfTheServersFile()
    {
        await using Visit visit = await StartAsync();
        await TranslateAsync(visit, "one");
        await visit.Page.GetByLabel("Improve this translation").ClickAsync();
        ILocator better = visit.Page.Locator("#suggestion-text");
        await Expect(better).ToBeFocusedAsync();
        await Expect(better).ToHaveValueAsync("ONE");
        await visit.ExpectAccessibleAsync();
        await better.FillAsync("eins");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(visit.Page.Locator(".toast")).ToContainTextAsync("kept for training");
        await visit.ExpectTranslationAsync("ONE");

        string line = Assert.Single(await File.ReadAllLinesAsync(visit.Host.Folder.Suggestions, TestContext.Current.CancellationToken));
        Assert.Contains("\"source\":\"one\",\"target\":\"eins\"", line, StringComparison.Ordinal);
        Assert.Contains("\"machine\":\"ONE\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "Link copied", true)]
    [InlineData(3000, "Link copied, without the text: it is too long", false)]
    public async Task Link_Copied_LeadsToTheText(int length, string said, bool whole)
    {
        await using Visit visit = await StartAsync(new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        string text = new('x', length);
        await TranslateAsync(visit, text);
        await visit.Page.ClickAsync("[data-copy-link]");
        await Expect(visit.Page.Locator(".copied-link")).ToHaveTextAsync(said);
        string link = await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Equal(visit.Address + "?source=en&target=de" + (whole ? "&q=" + text : ""), link);
    }

    [Fact]
    public async Task ApiCall_OfThePage_IsCopiedAsItStands()
    {
        await using Visit visit = await StartAsync(new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        await TranslateAsync(visit, "it's");
        await visit.Page.ClickAsync("[data-drawer=call]");
        await Expect(visit.Page.Locator("#api-call")).ToContainTextAsync("""{"q":"it'\''s","source":"en","target":"de","alternatives":4}""");
        await visit.Page.ClickAsync("[data-copy='#api-call']");
        await Expect(visit.Page.Locator("[data-copy='#api-call'] .copied")).ToHaveTextAsync("Copied");
        Assert.StartsWith($"curl -s {visit.Address}translate", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    private static async Task TranslateAsync(Visit visit, string text)
    {
        await visit.Source.FillAsync(text);
        await visit.ExpectTranslationAsync(text.ToUpperInvariant());

        // Done, not only grown: then the history has it.
        await Expect(visit.Page.Locator("[data-word]").First).ToBeVisibleAsync();
    }

    /// <summary>Without a text, which would be translated, and remembered, once more.</summary>
    private static async Task ReloadAsync(Visit visit)
    {
        await visit.Source.FillAsync("");
        await visit.ExpectTranslationAsync("");
        await visit.Page.ReloadAsync();
        await visit.ReadyAsync();
    }

    private static Task UploadAsync(Visit visit, string name, string content) => visit.Page.SetInputFilesAsync(
        "#documents input[type=file]:enabled",
        new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(content) });

    private async Task<Visit> StartAsync(BrowserNewContextOptions? options = null)
    {
        Visit visit = await Visit.StartAsync(chromium, options);
        await visit.Page.SelectOptionAsync("#source-language", "en");
        return visit;
    }
}
