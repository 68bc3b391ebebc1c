using System.IO.Compression;
using Nmt.Tests.Fakes;
using Nmt.Tests.Model.Documents;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

/// <summary>The model has random weights: only the layout of what it writes is looked at.</summary>
public sealed class TranslateDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TranslateDocumentTests() => TinyBundle.Write(Model);

    private string Model => _folder["model"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Srt_ByName_TimesStayTextChanges()
    {
        var run = await TranslateAsync(_folder.Write("a.srt", "1\r\n00:00:01,000 --> 00:00:02,000\r\nhello\r\nlo\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n12\r\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^1\r\n00:00:01,000 --> 00:00:02,000\r\n", run.Out);
        Assert.EndsWith("\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n12\r\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", run.Out);
        Assert.Contains("nmt: texts: 1, pieces: ", run.Error);
    }

    [Fact]
    public async Task Text_FromStdin_LayoutStays()
    {
        var run = await VerbRun.OfAsync(TranslateCommand.Create, "\n  hello\n\n12\n", ["--model", Model, "--document", "text", "--max-length", "5"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^\n  .+\n\n12\n$", run.Out);
        Assert.DoesNotContain("hello", run.Out);
    }

    [Fact]
    public async Task Tsv_Column_OthersStay()
    {
        var run = await TranslateAsync(_folder.Write("a.tsv", "7\thello\tx\n8\thello\ty\n"), "--column", "2", "--append");

        var rows = run.Out.Split('\n').Select(row => row.Split('\t')).ToList();
        Assert.Equal(["7", "hello", "x", rows[0][3]], rows[0]);
        Assert.Equal(["8", "hello", "y", rows[0][3]], rows[1]);
        Assert.NotEqual("hello", rows[0][3]);
    }

    [Fact]
    public async Task Html_TagsStay()
    {
        var run = await TranslateAsync(_folder.Write("a.html", "<p class=\"x\">hello <b>lo</b></p><pre>hello</pre>"));

        Assert.Matches("^<p class=\"x\">.*<b>.*</b>.*</p><pre>hello</pre>$", run.Out);
        Assert.DoesNotContain("<p class=\"x\">hello ", run.Out);
    }

    [Fact]
    public async Task Docx_ToAFile_IsAPackage()
    {
        var run = await TranslateAsync(_folder.Write("a.docx", WordDocumentTests.Document()), "--output", _folder["b.docx"], "--max-length", "5");

        Assert.Equal(0, run.ExitCode);
        using var zip = ZipFile.OpenRead(_folder["b.docx"]);
        Assert.Contains(zip.Entries, entry => entry.FullName == "word/document.xml");
    }

    [Theory]
    [InlineData("a.srt", "no subtitles", "a.srt, line 1: expected the number or the time code")]
    [InlineData("a.docx", "no package", "a.docx: expected a Word document (.docx), found a file that is no package")]
    [InlineData("a.tsv", "one\n", "a.tsv, line 1: expected a column 2, found 1 column")]
    public async Task Damaged_ErrorAndNoOutput(string name, string content, string expected)
    {
        string[] column = name.EndsWith("tsv", StringComparison.Ordinal) ? ["--column", "2"] : [];
        var run = await TranslateAsync(_folder.Write(name, content), ["--output", _folder["out"], .. column]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.Equal([name, "model"], _folder.Entries);
    }

    [Theory]
    [InlineData("a.html")]
    [InlineData("a.srt")]
    public async Task NotUtf8_ErrorNamesTheLine(string name)
    {
        var run = await TranslateAsync(_folder.Write(name, [(byte)'\n', 0xE4, (byte)'\n']), "--output", _folder["out"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{name}, line 2: expected UTF-8, found 0xE4", run.Error);
        Assert.Equal([name, "model"], _folder.Entries);
    }

    [Theory]
    [InlineData("a.tsv", "", "--column: a .tsv file needs it")]
    [InlineData("a.txt", "--column 1", "--column, --append: these are for .tsv files")]
    [InlineData("a.docx", "", "--document docx: a Word document is read from --input FILE and written to --output FILE")]
    [InlineData("a.html", "--format json", "--format json: it is for lines")]
    [InlineData("a.txt", "--document pdf", "pdf")]
    public async Task Options_ThatDoNotFit_WrongUsage(string name, string options, string expected)
    {
        var run = await TranslateAsync(_folder.Write(name, "hello\n"), options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task Lines_ByOption_WhateverTheName()
    {
        var run = await TranslateAsync(_folder.Write("a.html", "hello\n\n"), "--document", "lines", "--format", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Out.Count(character => character == '\n'));
    }

    private Task<VerbRun> TranslateAsync(string input, params string[] options) =>
        VerbRun.OfAsync(TranslateCommand.Create, ["--model", Model, "--input", input, .. options]);
}
