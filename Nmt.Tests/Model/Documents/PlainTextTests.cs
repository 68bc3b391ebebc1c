using System.Text;
using Nmt.Model.Documents;

namespace Nmt.Tests.Model.Documents;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("\uFEFFone\r\n\r\n  two.  Three. \t\r\n\n\n- four\rfive\n")]
    [InlineData("  \n\t\n")]
    [InlineData("“Ja.” 你好。\u2028 3 < 4 & 5 \u00AD\u0000\n")]
    public void Write_Unchanged_ByteForByte(string text) =>
        Assert.Equal(Encoding.UTF8.GetBytes(text), Translated.Unchanged(new PlainText(text)));

    [Fact]
    public void Write_AnyTextUnchanged_ByteForByte()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => "aB. \n\r\t1\uFEFFé漢"[random.Next(11)]));
            Assert.Equal(Encoding.UTF8.GetBytes(text), Translated.Unchanged(new PlainText(text)));
        }
    }

    [Fact]
    public void Write_Translated_LayoutStays() => Assert.Equal(
        "\uFEFFTITLE\r\n\r\n    INDENTED.  \r\n12\r\nLAST", Translated.With(new PlainText("\uFEFFTitle\r\n\r\n    indented.  \r\n12\r\nlast"), text => text.ToUpperInvariant()));

    [Theory]
    [InlineData("- one\n  * two\n1. three\n 2) four", "- ONE\n  * TWO\n1. THREE\n 2) FOUR")]
    [InlineData("# one\n> > two\n•\tthree", "# ONE\n> > TWO\n•\tTHREE")]
    public void Write_Translated_MarksOfListsStay(string text, string expected)
    {
        Assert.Equal(expected, Translated.With(new PlainText(text), translated => translated.ToUpperInvariant()));
        Assert.All(new PlainText(text).Blocks, block => Assert.DoesNotContain(' ', block.Text));
    }

    [Fact]
    public void Blocks_Lines_WithWordsOnly() =>
        Assert.Equal(["Title", "a b"], new PlainText("Title\n\n---\n 12.5\n a\tb \n").Blocks.Select(block => block.Text));
}
