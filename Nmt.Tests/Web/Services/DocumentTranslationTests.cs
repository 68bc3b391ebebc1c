using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class DocumentTranslationTests
{
    private readonly ScriptedTranslator _translator = new();
    private readonly FakeTimeProvider _time = new();
    private readonly DocumentTranslation _documents;

    public DocumentTranslationTests() => _documents = new DocumentTranslation(
        _translator, Options.Create(new ServingOptions { CharacterLimit = 100, BatchLimit = 2 }), _time);

    [Theory]
    [InlineData("a.TXT", "One.\n", "Eins.\n")]
    [InlineData("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne.\n", "1\n00:00:01,000 --> 00:00:02,000\nEins.\n")]
    [InlineData("a.tsv", "One.\t7\n", "Eins.\t7\n")]
    [InlineData("a.html", "<p>One.</p>", "<p>Eins.</p>")]
    public async Task Translate_EachKind_KeepsItsLayout(string name, string content, string expected)
    {
        Task<byte[]> work = _documents.TranslateAsync(Open(name, content), "en-de", token: TestContext.Current.CancellationToken);
        Assert.Equal(["One."], _translator.Last.Request.Texts);
        _translator.Last.AnswerAll("Eins.");
        Assert.Equal(expected, Encoding.UTF8.GetString(await work));
    }

    [Fact]
    public async Task Translate_ManyPassages_GoInGroupsAndAreCounted()
    {
        List<int> done = [];
        Task<byte[]> work = _documents.TranslateAsync(Open("a.txt", "A.\nB.\nC.\n"), "en-de", done.Add, TestContext.Current.CancellationToken);
        Assert.Equal(["A.", "B."], _translator.Last.Request.Texts);
        _translator.Last.AnswerAll("X.", "Y.");
        await _translator.WhenAskedAsync(2);
        Assert.Equal(["C."], _translator.Last.Request.Texts);
        _translator.Last.AnswerAll("Z.");
        Assert.Equal("X.\nY.\nZ.\n", Encoding.UTF8.GetString(await work));
        Assert.Equal([2, 3], done);
    }

    [Fact]
    public async Task Translate_ServerBusy_AsksAgainALittleLater()
    {
        Task<byte[]> work = _documents.TranslateAsync(Open("a.txt", "A."), "en-de", token: TestContext.Current.CancellationToken);
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
    public async Task Translate_ModelGone_FailsAtOnce()
    {
        Task<byte[]> work = _documents.TranslateAsync(Open("a.txt", "A."), "en-de", token: TestContext.Current.CancellationToken);
        _translator.Last.Fail(new UnavailableException("Gone.", retry: false));
        await Assert.ThrowsAsync<UnavailableException>(() => work);
        Assert.Single(_translator.Calls);
    }

    [Fact]
    public async Task Translate_NothingToTranslate_AsksNothing()
    {
        byte[] found = await _documents.TranslateAsync(Open("a.txt", "42\n"), "en-de", token: TestContext.Current.CancellationToken);
        Assert.Equal("42\n", Encoding.UTF8.GetString(found));
        Assert.Empty(_translator.Calls);
    }

    [Fact]
    public void Open_NotUtf8_NamesTheByte()
    {
        NmtException fault = Assert.Throws<NmtException>(() => _documents.Open("a.txt", [65, 66, 0xFF]));
        Assert.Contains("a.txt: expected text in UTF-8, found another encoding at byte 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TooLong_IsRefused()
    {
        Assert.Contains("5 MB", Assert.Throws<NmtException>(() => _documents.Open("a.txt", new byte[DocumentTranslation.MostBytes + 1])).Message, StringComparison.Ordinal);
        Assert.Contains("longer than 100 characters", Assert.Throws<NmtException>(() => Open("a.txt", new string('a', 101))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\me\a b.docx", "a b.docx")]
    [InlineData("a\u0000\r\n<b>.txt", "ab.txt")]
    [InlineData("", "document")]
    [InlineData("a/", "document")]
    public void Shown_Name_IsNoPath(string name, string shown) => Assert.Equal(shown, DocumentTranslation.Shown(name));

    [Theory]
    [InlineData("x/my.report.docx", "my.report.de.docx")]
    [InlineData("notes", "notes.de")]
    public void NameOf_Translated_HasTheLanguage(string name, string named) => Assert.Equal(named, DocumentTranslation.NameOf(name, "de"));

    private IDocument Open(string name, string content) => _documents.Open(name, Encoding.UTF8.GetBytes(content));
}
