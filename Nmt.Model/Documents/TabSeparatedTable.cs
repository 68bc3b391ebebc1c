using Nmt.Model.Errors;

namespace Nmt.Model.Documents;

/// <summary>
/// A table with a tab between two cells and a line for each row, without quoting. All cells but the translated ones,
/// line ends, blank lines and a byte order mark stay byte for byte.
/// </summary>
public sealed class TabSeparatedTable : IDocument
{
    /// <summary>The header of an appended column.</summary>
    private const string AppendedHeader = "translation";

    private readonly List<Row> _rows = [];
    private readonly bool _append;

    /// <exception cref="NmtException">There is no such column in the header or in one of the lines.</exception>
    public TabSeparatedTable(string text, string name, TsvColumn column)
    {
        _append = column.Append;
        var number = column.Number;
        var line = 0;
        foreach (var (content, end) in Lines(text))
        {
            line++;
            var cells = content.Split('\t');
            if (number is null)
            {
                number = NumberInHeader(cells, name, column.Name);
                _rows.Add(new Row(cells, end, 0, null) { Appended = AppendedHeader });
            }
            else if (content.Length == 0)
            {
                _rows.Add(new Row(cells, end, 0, null) { Appended = null });
            }
            else
            {
                _rows.Add(DataRow(cells, end, number.Value - 1, $"{name}, line {line}"));
            }
        }

        Blocks = [.. _rows.Select(row => row.Block).OfType<TextBlock>()];
    }

    public IReadOnlyList<TextBlock> Blocks { get; }

    public void Write(IReadOnlyList<Translation> translations, Stream output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(translations.Count, Blocks.Count);
        var next = 0;
        DocumentFile.Write(string.Concat(_rows.Select(row => Line(row, row.Block?.With(translations[next++])[0]))), output);
    }

    private static IEnumerable<(string Content, string End)> Lines(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var feed = text.IndexOf('\n', position);
            var next = feed < 0 ? text.Length : feed + 1;
            var content = text[position..next].TrimEnd('\n');
            if (feed >= 0 && content.EndsWith('\r'))
                content = content[..^1];
            yield return (content, text[(position + content.Length)..next]);
            position = next;
        }
    }

    private static int NumberInHeader(string[] cells, string name, string wanted)
    {
        var number = Array.FindIndex(cells, cell => cell.Trim('\uFEFF', ' ') == wanted) + 1;
        return number > 0 ? number : throw new NmtException(
            $"{name}, line 1: expected a column with the header '{wanted}', found {string.Join(", ", cells.Select(cell => $"'{cell.Trim('\uFEFF')}'"))}. "
            + "Name one of these, or give the column's number, from 1.");
    }

    private static Row DataRow(string[] cells, string end, int column, string place)
    {
        if (column >= cells.Length)
        {
            throw new NmtException(
                $"{place}: expected a column {column + 1}, found {cells.Length} column{(cells.Length == 1 ? "" : "s")}. "
                + "Mend the line, or name another column.");
        }

        var text = cells[column][MarkOf(cells[column]).Length..];
        var block = new TextBlock(new TextRun(text, Format: 0));
        return new Row(cells, end, column, block.HasWords ? block : null) { Appended = text };
    }

    private string Line(Row row, string? translated)
    {
        var text = translated is null ? null : OneCell(translated);
        IEnumerable<string> cells = _append
            ? row.Appended is null ? row.Cells : [.. row.Cells, text ?? row.Appended]
            : row.Cells.Select((cell, column) => column != row.Column || text is null ? cell : MarkOf(cell) + text);
        return string.Join('\t', cells) + row.End;
    }

    // A model may say anything; a tab or a line break would make another cell of it.
    private static string OneCell(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');

    // The byte order mark in front of a file's first cell.
    private static string MarkOf(string cell) => cell.StartsWith('\uFEFF') ? "\uFEFF" : "";

    private sealed record Row(string[] Cells, string End, int Column, TextBlock? Block)
    {
        /// <summary>The cell to append where nothing is translated; null on a blank line, which stays blank.</summary>
        public required string? Appended { get; init; }
    }
}
