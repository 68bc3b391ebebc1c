using System.IO.Compression;
using System.Text;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class TranslationMemoryTests : IDisposable
{
    private const string Header = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE tmx SYSTEM "tmx14.dtd">
        <tmx version="1.4"><header creationtool="x" segtype="sentence"/><body>

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly CorpusReport _report = new();

    [Fact]
    public void Read_Units_GivesTheTwoLanguagesWithTheirLines() =>
        Assert.Equal(
            [new("one & <two>", "eins", 4), new("two", "zwei", 5)],
            Read("""
                <tu><tuv xml:lang="de"><seg>eins</seg></tuv><tuv xml:lang="EN-us"><seg>one &amp; &lt;two&gt;</seg></tuv></tu>
                <tu><prop type="x">note</prop><tuv lang="fr"><seg>deux</seg></tuv><tuv lang="en"><seg>two</seg></tuv>
                <tuv lang="de_AT"><seg>zwei</seg></tuv><tuv lang="de-DE"><seg>zwo</seg></tuv></tu>
                """));

    [Fact]
    public void Read_InlineElements_LeavesCodesOutAndTextIn() =>
        Assert.Equal(
            [new("click here now", "", 4)],
            Read("""<tu><tuv xml:lang="en"><seg>click <bpt i="1">&lt;b&gt;</bpt><hi>here</hi><ept i="1">&lt;/b&gt;</ept> <ph x="1"/>now</seg></tuv><tuv xml:lang="de"><seg/></tuv></tu>"""));

    [Fact]
    public void Read_SegmentOverSeveralLines_IsOneLine() =>
        Assert.Equal(
            [new("one two", "eins zwei drei", 4)],
            Read("<tu><tuv xml:lang=\"en\"><seg>\n    one\r\n    two\n  </seg></tuv><tuv xml:lang=\"de\"><seg>eins zwei&#13;&#10;drei</seg></tuv></tu>"));

    [Fact]
    public void Read_UnitWithoutALanguage_IsReported()
    {
        Assert.Empty(Read("""<tu><tuv xml:lang="en"><seg>one</seg></tuv><tuv xml:lang="fr"><seg>un</seg></tuv></tu>"""));
        CorpusFinding finding = Assert.Single(_report.Findings);
        Assert.Equal(("no-translation", 4), (finding.Code, finding.FirstLines[0]));
        Assert.Contains("en, fr", finding.Example, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Compressed_GivesTheSame()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header + """<tu><tuv xml:lang="en"><seg>one</seg></tuv><tuv xml:lang="de"><seg>eins</seg></tuv></tu></body></tmx>"""));
        }

        string path = _folder.Write("m.tmx.gz", stream.ToArray());
        Assert.Equal([new("one", "eins", 4)], ParallelCorpus.OfOneFile(path, "en", "de").Read());
    }

    [Theory]
    [InlineData("<tu><tuv", "line 4: expected a translation memory (TMX), found XML that is damaged")]
    [InlineData("</body></tmx>", "expected a translation memory (TMX) with <tu> units, found none")]
    public void Read_Damaged_NamesFileAndLine(string body, string expected)
    {
        string path = _folder.Write("m.tmx", Header + body);
        var failure = Assert.Throws<NmtException>(() => ParallelCorpus.OfMemory(path, "en", "de").Read().ToList());
        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private List<SentencePair> Read(string body) =>
        [.. ParallelCorpus.OfMemory(_folder.Write("m.tmx", Header + body + "</body></tmx>"), "en", "de").Read("train", _report)];
}
