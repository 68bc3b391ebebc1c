using System.Text;
using Nmt.Model.Documents;
using Nmt.Model.Errors;

namespace Nmt.Tests.Model.Documents;

public sealed class TabSeparatedTableTests
{
    private const string Table = "\uFEFFid\ttext\tnote\r\n1\t Hello.  World \tx\r\n\r\n2\t12\t\n3\t\ty";

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("text")]
    public void Write_Unchanged_ByteForByte(string column) =>
        Assert.Equal(Encoding.UTF8.GetBytes(Table), Translated.Unchanged(Read(Table, column)));

    [Theory]
    [InlineData("2", false, "\uFEFFid\tTEXT\tnote\r\n1\t HELLO. WORLD \tx\r\n\r\n2\t12\t\n3\t\ty")]
    [InlineData("text", false, "\uFEFFid\ttext\tnote\r\n1\t HELLO. WORLD \tx\r\n\r\n2\t12\t\n3\t\ty")]
    [InlineData("1", false, "\uFEFFID\ttext\tnote\r\n1\t Hello.  World \tx\r\n\r\n2\t12\t\n3\t\ty")]
    [InlineData("text", true, "\uFEFFid\ttext\tnote\ttranslation\r\n1\t Hello.  World \tx\t HELLO. WORLD \r\n\r\n2\t12\t\t12\n3\t\ty\t")]
    [InlineData("1", true, "\uFEFFid\ttext\tnote\tID\r\n1\t Hello.  World \tx\t1\r\n\r\n2\t12\t\t2\n3\t\ty\t3")]
    public void Write_Translated_OnlyTheColumn(string column, bool append, string expected) =>
        Assert.Equal(expected, Translated.With(Read(Table, column, append), text => text.ToUpperInvariant()));

    [Fact]
    public void Write_TranslationWithTabs_StaysOneCell() =>
        Assert.Equal("a b c\tz\n", Translated.With(Read("x\tz\n", "1"), _ => "a\tb\nc"));

    [Theory]
    [InlineData("3", "a\tb\tc\n\nd\te\n", "t.tsv, line 3: expected a column 3, found 2 columns.")]
    [InlineData("2", "one\n", "t.tsv, line 1: expected a column 2, found 1 column.")]
    [InlineData("text", "id\tnote\n", "t.tsv, line 1: expected a column with the header 'text', found 'id', 'note'.")]
    [InlineData("0", "id\tnote\n", "t.tsv, line 1: expected a column with the header '0'")]
    [InlineData("note", "id\tnote\n1\n", "t.tsv, line 2: expected a column 2, found 1 column.")]
    public void Read_NoSuchColumn_ErrorNamesTheLine(string column, string table, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<NmtException>(() => Read(table, column)).Message);

    private static TabSeparatedTable Read(string table, string column, bool append = false) =>
        new(table, "t.tsv", new TsvColumn(column, append));
}
