using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class DocumentPanelTests : WebContext
{
    private ServedDirection? _by = FakeCatalog.Served("en", "de");

    [Fact]
    public async Task Upload_Text_ShowsProgressAndOffersTheTranslation()
    {
        IRenderedComponent<DocumentPanel> panel = Upload("../my notes.txt", "One.\n\nTwo.\n");
        panel.WaitForAssertion(() => Assert.Equal("0 of 2 passages", panel.Find(".count").TextContent), Limit);
        await Translator.WhenAskedAsync(1);
        Assert.Equal("my notes.txt", panel.Find(".what strong").TextContent);
        Assert.Equal("2", panel.Find("progress").GetAttribute("max"));
        Assert.Equal(["One.", "Two."], Translator.Last.Request.Texts);
        Assert.Equal(RequestPriority.Batch, Translator.Last.Request.Priority);

        Translator.Last.AnswerAll("Eins.", "Zwei.");
        panel.WaitForAssertion(() => Assert.Equal("Done.", panel.Find(".count").TextContent), Limit);
        Assert.Equal("Download my notes.de.txt", panel.Find("[data-download]").TextContent);
        await panel.Find("[data-download]").ClickAsync();
        Assert.Equal("my notes.de.txt", Document.VerifyInvoke("save").Arguments[0]);
    }

    [Fact]
    public async Task Cancel_StopsTheWork()
    {
        IRenderedComponent<DocumentPanel> panel = Upload("a.txt", "One.");
        await Translator.WhenAskedAsync(1);
        panel.WaitForAssertion(() => panel.Find("[data-cancel]"), Limit);
        await panel.Find("[data-cancel]").ClickAsync();
        Assert.True(Translator.Last.Token.IsCancellationRequested);
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".work")), Limit);
        Assert.Empty(panel.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData("a.exe", "One.", "expected a file that ends in .txt, .srt, .tsv, .html, .htm, .docx")]
    [InlineData("a.docx", "One.", "a.docx")]
    [InlineData("a.srt", "no subtitles\n", "a.srt")]
    public void Upload_NoSuchKindOrDamaged_IsSaid(string name, string content, string fault)
    {
        IRenderedComponent<DocumentPanel> panel = Upload(name, content);
        panel.WaitForAssertion(() => Assert.Contains(fault, panel.Find("[role=alert]").TextContent, StringComparison.Ordinal), Limit);
        Assert.Empty(Translator.Calls);
    }

    [Fact]
    public void Upload_TooLarge_IsSaidUnread()
    {
        IRenderedComponent<DocumentPanel> panel = Upload("a.txt", new string('a', DocumentPanel.MostBytes + 1));
        panel.WaitForAssertion(() => Assert.Contains("5 MB at most", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal), Limit);
        Assert.Empty(Translator.Calls);
    }

    [Fact]
    public async Task Working_TakesNoOtherFile_AndAModelThatGoesIsSaid()
    {
        IRenderedComponent<DocumentPanel> panel = Upload("a.txt", "One.");
        await Translator.WhenAskedAsync(1);
        panel.WaitForAssertion(() => Assert.True(panel.Find("input[type=file]").HasAttribute("disabled")), Limit);
        Translator.Last.Fail(new UnavailableException("The model 'en-de' is not loaded.", retry: false));
        panel.WaitForAssertion(() => Assert.Equal("The model 'en-de' is not loaded.", panel.Find("[role=alert]").TextContent), Limit);
        Assert.False(panel.Find("input[type=file]").HasAttribute("disabled"));
    }

    [Fact]
    public void Upload_NoModel_IsSaid()
    {
        _by = null;
        IRenderedComponent<DocumentPanel> panel = Upload("a.txt", "One.");
        panel.WaitForAssertion(() => Assert.Contains("No model is ready", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal), Limit);
    }

    [Fact]
    public async Task Fail_Unforeseen_ShowsNoDetail()
    {
        IRenderedComponent<DocumentPanel> panel = Upload("a.txt", "One.");
        await Translator.WhenAskedAsync(1);
        Translator.Last.Fail(new InvalidOperationException("secret"));
        panel.WaitForAssertion(() => Assert.Contains("could not be read or translated", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal), Limit);
        Assert.DoesNotContain("secret", panel.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<DocumentPanel> Upload(string name, string content)
    {
        IRenderedComponent<DocumentPanel> panel = Render<DocumentPanel>(parameters => parameters.Add(part => part.DirectionFor, _ => _by));

        // The handler ends with the work; what bUnit has for uploads waits for that.
        _ = panel.InvokeAsync(() => panel.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(
            new InputFileChangeEventArgs([new SentFile(name, Encoding.UTF8.GetBytes(content))])));
        return panel;
    }

    private sealed class SentFile(string name, byte[] content) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => content.Length;

        public string ContentType => "application/octet-stream";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) =>
            new MemoryStream(content, writable: false);
    }
}
