using System.IO.Compression;
using System.Text;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Files;

public sealed class Utf8LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\n\nb\n\n", new[] { "a", "", "b", "" })]
    [InlineData("a\r\nb\u2028c\vd\n", new[] { "a\r", "b\u2028c\vd" })]
    [InlineData("größer 我 😀\n\uFEFF", new[] { "größer 我 😀", "\uFEFF" })]
    public void ReadLine_Text_EndsLinesAtLfAlone(string text, string[] expected) => Assert.Equal(expected, Lines(text));

    [Fact]
    public void ReadLine_LinesLongerThanTheBuffer_StayWhole()
    {
        string[] lines = [new('ä', 100_000), "b", new('c', 65_535), new('d', 65_536), "", new('e', 200_000)];

        Assert.Equal(lines, Lines(string.Join('\n', lines)));
    }

    [Fact]
    public void ReadToEnd_AfterSomeCharacters_GivesTheRest()
    {
        using var reader = Reader("ab\ncd\n\nef"u8.ToArray());

        Assert.Equal('a', reader.Peek());
        Assert.Equal('a', reader.Read());
        Assert.Equal("b", reader.ReadLine());
        Assert.Equal('c', reader.Read());
        Assert.Equal("d\n\nef", reader.ReadToEnd());
        Assert.Equal(-1, reader.Read());
        Assert.Null(reader.ReadLine());
    }

    [Fact]
    public void ReadLine_AfterTheLastCharacterOfALine_GivesItsEmptyRest()
    {
        using var reader = Reader("a\nb\n"u8.ToArray());

        Assert.Equal('a', reader.Read());
        Assert.Equal("", reader.ReadLine());
        Assert.Equal("b", reader.ReadLine());
        Assert.Null(reader.ReadLine());
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0x0A, 0x62, 0xC3, 0x0A }, "text, line 3: expected UTF-8, found 0xC3 at byte 2")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "text, line 1: expected UTF-8, found 0xED")]
    [InlineData(new byte[] { 0x0A, 0x61, 0x62, 0xFF }, "text, line 2: expected UTF-8, found 0xFF at byte 3")]
    public void ReadLine_InvalidUtf8_NamesLineAndBytes(byte[] bytes, string expected)
    {
        using var reader = Reader(bytes);

        var error = Assert.Throws<NmtException>(reader.ReadToEnd);

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLines_Gzip_IsUnpacked()
    {
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder["text.gz"]), CompressionMode.Compress))
            gzip.Write("eins\nzwei\n"u8);

        Assert.Equal(["eins", "zwei"], Utf8LineReader.ReadLines(folder["text.gz"]));
    }

    [Fact]
    public void Open_FolderOrNothing_NamesThePath()
    {
        var missing = Path.Combine(Path.GetTempPath(), "nmt-no-such-file");

        Assert.Equal($"{missing}: no such file.", Assert.Throws<NmtException>(() => Utf8LineReader.Open(missing)).Message);
        Assert.Contains("found a folder", Assert.Throws<NmtException>(() => Utf8LineReader.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    private static List<string> Lines(string text)
    {
        using var reader = Reader(Encoding.UTF8.GetBytes(text));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        Assert.Equal(lines.Count, reader.LineNumber);
        return lines;
    }

    private static Utf8LineReader Reader(byte[] bytes) => new(new MemoryStream(bytes), "text");
}
