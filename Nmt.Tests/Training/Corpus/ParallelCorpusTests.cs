using System.IO.Compression;
using System.Text;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class ParallelCorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CorpusReport _report = new();

    [Fact]
    public void Read_TwoFiles_GivesPairsInLockStep() =>
        Assert.Equal(
            [new("one", "eins", 1), new("", "zwei", 2), new(" three ", "drei", 3)],
            Files("one\n\n three \n", "eins\nzwei\ndrei\n"));

    [Fact]
    public void Read_LastLineWithoutLineEnd_IsALine() =>
        Assert.Equal([new("one", "eins", 1), new("two", "zwei", 2)], Files("one\ntwo", "eins\nzwei\n"));

    [Fact]
    public void Read_OtherUnicodeLineEnds_AreText() =>
        Assert.Equal([new("a\u2028b\rc\u0085d\v", "e", 1)], Files("a\u2028b\rc\u0085d\v\n", "e\n"));

    [Fact]
    public void Read_CarriageReturnsAndByteOrderMark_AreRemovedAndReported()
    {
        Assert.Equal([new("one", "eins", 1), new("two", "\uFEFFzwei", 2)], Files("\uFEFFone\r\ntwo\r\n", "eins\n\uFEFFzwei\r\n"));
        Assert.Equal([("carriage-return", 3L), ("byte-order-mark", 1L)], _report.Findings.Select(finding => (finding.Code, finding.Count)));
        Assert.Equal([1, 2, 2], _report.Findings[0].FirstLines);
        Assert.All(_report.Findings, finding => Assert.False(finding.Dropped));
    }

    [Fact]
    public void Read_Twice_GivesTheSame()
    {
        var corpus = ParallelCorpus.OfFiles(_folder.Write("a", "one\ntwo\n"), _folder.Write("b", "eins\nzwei\n"));
        Assert.Equal(corpus.Read(), corpus.Read());
    }

    [Theory]
    [InlineData("one\ntwo\nthree\n", "eins\n", 3, 1)]
    [InlineData("one\n", "eins\nzwei\ndrei\nvier", 1, 4)]
    public void Read_UnequalLengths_NamesBothCounts(string source, string target, int sourceLines, int targetLines)
    {
        var failure = Assert.Throws<NmtException>(() => Files(source, target));
        Assert.Contains($"{_folder["a"]} has {sourceLines} lines, {_folder["b"]} has {targetLines}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "eins\n", "a")]
    [InlineData("one\n", "", "b")]
    public void Read_EmptyFile_NamesIt(string source, string target, string name)
    {
        var failure = Assert.Throws<NmtException>(() => Files(source, target));
        Assert.StartsWith($"{_folder[name]}: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("empty file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        string there = _folder.Write("a", "one\n");
        Assert.Contains(_folder["none"], Failure(ParallelCorpus.OfFiles(there, _folder["none"])), StringComparison.Ordinal);
        Assert.Contains(_folder["none.gz"], Failure(ParallelCorpus.OfFiles(there, _folder["none.gz"])), StringComparison.Ordinal);
        Assert.Contains(_folder["none.tsv"], Failure(ParallelCorpus.OfTable(_folder["none.tsv"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InvalidUtf8_NamesFileLineAndByte()
    {
        string source = _folder.Write("a", "one\ntwo\n");
        string target = _folder.Write("b", [.. "eins\nzw"u8, 0xFC, .. "lf\n"u8]);
        string message = Failure(ParallelCorpus.OfFiles(source, target));
        Assert.Contains($"{target}, line 2", message, StringComparison.Ordinal);
        Assert.Contains("0xFC at byte 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Table_GivesItsFirstTwoColumns()
    {
        string path = _folder.Write("c.tsv", "one\teins\ntwo\tzwei\tCC-BY\t#7\n\n");
        Assert.Equal([new("one", "eins", 1), new("two", "zwei", 2), new("", "", 3)], ParallelCorpus.OfTable(path).Read("train", _report));
        CorpusFinding extra = Assert.Single(_report.Findings);
        Assert.Equal("extra-columns", extra.Code);
        Assert.Equal([2], extra.FirstLines);
    }

    [Fact]
    public void Read_TableLineWithoutTab_NamesTheLine()
    {
        string path = _folder.Write("c.tsv", "one\teins\ntwo zwei\n");
        string message = Failure(ParallelCorpus.OfTable(path));
        Assert.Contains($"{path}, line 2: expected two columns", message, StringComparison.Ordinal);
        Assert.Contains("two zwei", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CompressedFiles_GivesTheSameAsPlainOnes()
    {
        string source = _folder.Write("a.gz", Compressed("one\ntwo\n"));
        string target = _folder.Write("b", "eins\nzwei\n");
        Assert.Equal([new("one", "eins", 1), new("two", "zwei", 2)], ParallelCorpus.OfFiles(source, target).Read());

        string table = _folder.Write("c.tsv.gz", Compressed("one\teins\n"));
        Assert.Equal([new("one", "eins", 1)], ParallelCorpus.OfTable(table).Read());
    }

    [Fact]
    public void Read_DamagedCompressedFile_NamesIt()
    {
        string text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i * 7919 % 5003}\n"));
        string plain = _folder.Write("b", text);
        byte[] whole = Compressed(text);
        foreach (byte[] bytes in (byte[][])["no gzip at all"u8.ToArray(), whole[..(whole.Length / 2)], whole[..^9]])
        {
            string path = _folder.Write("a.gz", bytes);
            Assert.Contains($"{path}: damaged", Failure(ParallelCorpus.OfFiles(path, plain)), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private List<SentencePair> Files(string source, string target) =>
        [.. ParallelCorpus.OfFiles(_folder.Write("a", source), _folder.Write("b", target)).Read("train", _report)];

    private static string Failure(ParallelCorpus corpus) => Assert.Throws<NmtException>(() => corpus.Read().ToList()).Message;

    private static byte[] Compressed(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }
}
