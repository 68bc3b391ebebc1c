using System.Text;
using Nmt.Model.Documents;
using Nmt.Model.Errors;

namespace Nmt.Tests.Model.Documents;

public sealed class SubtitlesTests
{
    private const string Film =
        "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nA man rides\r\na red bicycle.\r\n\r\n"
        + "2\r\n00:00:03,000 --> 00:00:04,000 X1:10 X2:20\r\n- Who is <i>that</i>?\r\n- My brother.\r\n\r\n\r\n"
        + "10\r\n1:00:05.00 --> 1:00:06.00\r\n{\\an8}♪ 42 ♪\r\n";

    [Theory]
    [InlineData(Film)]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("00:00:01,000 --> 00:00:02,500\nNo number\n\nand a blank line within\n3\n00:00:04,000 --> 00:00:05,500\nno blank line before")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,500\n\n2\n00:00:03,000 --> 00:00:04,500\n  spaces  \n<font color=\"#ff0000\">red</font>\n")]
    public void Write_Unchanged_ByteForByte(string text) =>
        Assert.Equal(Encoding.UTF8.GetBytes(text), Translated.Unchanged(new Subtitles(text, "s.srt")));

    [Fact]
    public void Blocks_Cues_JoinedLinesAndSpeakers() => Assert.Equal(
        ["A man rides a red bicycle.", "Who is that?", "My brother."], new Subtitles(Film, "s.srt").Blocks.Select(block => block.Text));

    [Fact]
    public void Write_Translated_NumbersAndTimesUntouched() => Assert.Equal(
        "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nA MAN RIDES A\r\nRED BICYCLE.\r\n\r\n"
        + "2\r\n00:00:03,000 --> 00:00:04,000 X1:10 X2:20\r\n- WHO IS <i>THAT</i>?\r\n- MY BROTHER.\r\n\r\n\r\n"
        + "10\r\n1:00:05.00 --> 1:00:06.00\r\n{\\an8}♪ 42 ♪\r\n",
        Translated.With(new Subtitles(Film, "s.srt"), text => text.ToUpperInvariant()));

    [Theory]
    [InlineData("Hello there\n", "s.srt, line 1: expected the number or the time code of the first cue, found 'Hello there'")]
    [InlineData("1\n00:00:01,000 -> 00:00:02,500\ntext\n", "s.srt, line 1: expected the number or the time code of the first cue, found '1'")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,500\na\n\n2\n00:00:03,000 --> 00:0\n", "s.srt, line 6: expected a time code such as 00:00:01,000 --> 00:00:02,500, found '00:00:03,000 --> 00:0'")]
    public void Read_NoSubtitles_ErrorNamesTheLine(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<NmtException>(() => new Subtitles(text, "s.srt")).Message);

    [Theory]
    [InlineData("one two three four", 2, "one two|three four")]
    [InlineData("one", 2, "one")]
    [InlineData("a bb ccc", 3, "a|bb|ccc")]
    [InlineData("<font color=\"red\">one two</font> three four", 2, "<font color=\"red\">one two</font>|three four")]
    [InlineData("私は毎日、学校へ行きます。", 2, "私は毎日、学|校へ行きます。")]
    [InlineData("one two three", 1, "one two three")]
    [InlineData("", 2, "")]
    public void Balance_Text_LinesOfLikeLengths(string text, int lines, string expected) =>
        Assert.Equal(expected.Split('|'), LineWrap.Balance(text, lines));
}
