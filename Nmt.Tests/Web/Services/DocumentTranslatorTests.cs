using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class DocumentTranslatorTests
{
    private readonly ScriptedTranslator _translator = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CircuitConnection _reader = new();
    private readonly DocumentTranslator _documents;

    public DocumentTranslatorTests() => _documents = new DocumentTranslator(
        _translator, _reader, Options.Create(new ServingOptions { CharacterLimit = 1_200 }), _time);

    [Theory]
    [InlineData("a.TXT", "One.\n", "Eins.\n")]
    [InlineData("a.txt", "\uFEFFOne.\r\n", "\uFEFFEins.\r\n")]
    [InlineData("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne.\n", "1\n00:00:01,000 --> 00:00:02,000\nEins.\n")]
    [InlineData("a.tsv", "One.\t7\n", "Eins.\t7\n")]
    [InlineData("a.html", "<p>One.</p>", "<p>Eins.</p>")]
    public async Task Translate_EachKind_KeepsItsLayout(string name, string content, string expected)
    {
        Task<byte[]> work = TranslateAsync(name, content);
        Assert.Equal(["One."], _translator.Last.Request.Texts);
        Assert.Equal(RequestPriority.Batch, _translator.Last.Request.Priority);
        _translator.Last.AnswerAll("Eins.");
        Assert.Equal(expected, Encoding.UTF8.GetString(await work));
    }

    [Fact]
    public async Task Translate_ManyPassages_GoInPortionsAndAreCounted()
    {
        List<int> done = [];
        string[] lines = ["A.", $"B{new string('b', 900)}.", $"C{new string('c', 200)}."];
        Task<byte[]> work = TranslateAsync("a.txt", string.Join('\n', lines), done.Add);
        Assert.Equal(lines[..2], _translator.Last.Request.Texts);
        _translator.Last.AnswerAll("X.", "Y.");
        await _translator.WhenAskedAsync(2);
        Assert.Equal(lines[2..], _translator.Last.Request.Texts);
        _translator.Last.AnswerAll("Z.");
        Assert.Equal("X.\nY.\nZ.", Encoding.UTF8.GetString(await work));
        Assert.Equal([2, 3], done);
    }

    [Theory]
    [InlineData("<p>One <b>word</b>.</p>", true)]
    [InlineData("<p>One word.</p>", false)]
    public async Task Translate_Formats_AskForAttentionWhereTheyMeet(string html, bool attention)
    {
        Task<byte[]> work = TranslateAsync("a.html", html);
        Assert.Equal(attention, _translator.Last.Request.Attention);
        _translator.Last.AnswerAll("Ein Wort.");
        await work;
    }

    [Fact]
    public async Task Translate_ParagraphBeyondTheLimit_GoesInPartsOfSentences()
    {
        List<int> done = [];
        string first = new string('a', 700) + ".";
        string second = "B" + new string('b', 700) + ".";
        Task<byte[]> work = TranslateAsync("a.txt", $"{first} {second}\nC.\n", done.Add);
        Assert.Equal([first], _translator.Last.Request.Texts);
        _translator.Last.Finish("Erstens.");
        await _translator.WhenAskedAsync(2);
        Assert.Equal([second], _translator.Last.Request.Texts);
        _translator.Last.Finish("Zweitens.");
        await _translator.WhenAskedAsync(3);
        Assert.Equal(["C."], _translator.Last.Request.Texts);
        _translator.Last.Finish("Drittens.");
        Assert.Equal("Erstens. Zweitens.\nDrittens.\n", Encoding.UTF8.GetString(await work));
        Assert.Equal([1, 2], done);
    }

    [Fact]
    public async Task Translate_LongFormattedParagraph_KeepsItsFormats()
    {
        string html = $"<p>{new string('a', 700)}. <b>{new string('b', 700)}.</b></p>";
        Task<byte[]> work = TranslateAsync("a.html", html);
        _translator.Last.Finish("Eins zwei.");
        await _translator.WhenAskedAsync(2);
        _translator.Last.Finish("Drei vier.");
        Assert.Equal("<p>Eins zwei. <b>Drei vier.</b></p>", Encoding.UTF8.GetString(await work));
    }

    [Fact]
    public async Task Translate_ServerBusy_AsksAgainALittleLater()
    {
        Task<byte[]> work = TranslateAsync("a.txt", "A.");
        _translator.Last.Fail(new UnavailableException("Busy."));
        Task asked = _translator.WhenAskedAsync(2);
        while (!asked.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await asked;
        _translator.Last.AnswerAll("B.");
        Assert.Equal("B.", Encoding.UTF8.GetString(await work));
    }

    [Fact]
    public async Task Translate_ServerStaysBusy_GivesUpWhenItsPatienceIsOver()
    {
        Task<byte[]> work = TranslateAsync("a.txt", "A.");
        _time.Advance(DocumentTranslator.Patience - TimeSpan.FromSeconds(2));
        _translator.Last.Fail(new UnavailableException("Busy."));
        Task asked = _translator.WhenAskedAsync(2);
        while (!asked.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await asked;
        _time.Advance(TimeSpan.FromSeconds(1));
        _translator.Last.Fail(new UnavailableException("Busy."));
        await Assert.ThrowsAsync<UnavailableException>(() => work.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Equal(2, _translator.Calls.Count);
    }

    [Fact]
    public async Task Translate_ModelGone_FailsAtOnce()
    {
        Task<byte[]> work = TranslateAsync("a.txt", "A.");
        _translator.Last.Fail(new UnavailableException("Gone.", retry: false));
        await Assert.ThrowsAsync<UnavailableException>(() => work);
        Assert.Single(_translator.Calls);
    }

    [Fact]
    public async Task Translate_ReaderAway_WaitsUntilItIsBack()
    {
        Task<byte[]> work = TranslateAsync("a.txt", $"A{new string('a', 900)}.\nB{new string('b', 900)}.");
        await _reader.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        await _reader.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        _translator.Last.AnswerAll("X.");
        Assert.Single(_translator.Calls);
        Assert.False(work.IsCompleted);

        await _reader.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        await _translator.WhenAskedAsync(2);
        _translator.Last.AnswerAll("Y.");
        Assert.Equal("X.\nY.", Encoding.UTF8.GetString(await work));
    }

    [Fact]
    public async Task Translate_CancelledWhileTheReaderIsAway_Ends()
    {
        using var cancel = new CancellationTokenSource();
        await _reader.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        Task<byte[]> work = _documents.TranslateAsync(Open("a.txt", "A."), FakeCatalog.Served("en", "de"), token: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Empty(_translator.Calls);
    }

    [Fact]
    public async Task Translate_NothingToTranslate_AsksNothing()
    {
        Assert.Equal("42\n", Encoding.UTF8.GetString(await TranslateAsync("a.txt", "42\n")));
        Assert.Empty(_translator.Calls);
    }

    [Fact]
    public void Open_NotUtf8_NamesTheLine()
    {
        NmtException fault = Assert.Throws<NmtException>(() => DocumentTranslator.Open("../a.txt", [65, 10, 0xFF]));
        Assert.StartsWith("a.txt, line 2: expected UTF-8", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\me\a b.docx", "a b.docx")]
    [InlineData("a\u0000\r\n<b>.txt", "ab.txt")]
    [InlineData("", "document")]
    [InlineData("a/", "document")]
    public void Shown_Name_IsNoPath(string name, string shown) => Assert.Equal(shown, DocumentTranslator.Shown(name));

    [Theory]
    [InlineData("x/my.report.docx", "my.report.de.docx")]
    [InlineData("notes", "notes.de")]
    public void NameOf_Translated_HasTheLanguage(string name, string named) => Assert.Equal(named, DocumentTranslator.NameOf(name, "de"));

    private static IDocument Open(string name, string content) => DocumentTranslator.Open(name, Encoding.UTF8.GetBytes(content));

    private Task<byte[]> TranslateAsync(string name, string content, Action<int>? progress = null) =>
        _documents.TranslateAsync(Open(name, content), FakeCatalog.Served("en", "de"), progress, TestContext.Current.CancellationToken);
}
