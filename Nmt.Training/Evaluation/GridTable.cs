using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>A table with ruled lines; cells may have several lines. The first column is set to the right, others are centred.</summary>
internal sealed class GridTable
{
    private readonly List<string[][]> _rows = []; // row, column, line

    public GridTable(IEnumerable<string> headers) => Add(headers);

    public void Add(IEnumerable<string> cells) => _rows.Add([.. cells.Select(cell => cell.Split('\n'))]);

    public void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(Width).ToArray();
        output.WriteLine(Rule(widths, '╒', '═', '╤', '╕'));
        for (var row = 0; row < _rows.Count; row++)
        {
            if (row > 0)
                output.WriteLine(row == 1 ? Rule(widths, '╞', '═', '╪', '╡') : Rule(widths, '├', '─', '┼', '┤'));
            for (var line = 0; line < _rows[row].Max(cell => cell.Length); line++)
                output.WriteLine($"│ {string.Join(" │ ", _rows[row].Select((cell, column) => Cell(cell, line, column, widths[column])))} │");
        }

        output.WriteLine(Rule(widths, '╘', '═', '╧', '╛'));
    }

    // Headers have a space more on either side than the cells need.
    private int Width(int column) =>
        Math.Max(Length(_rows[0][column][0]) + 2, _rows.Skip(1).SelectMany(row => row[column]).Select(Length).DefaultIfEmpty(0).Max());

    private static string Cell(string[] cell, int line, int column, int width)
    {
        var text = line < cell.Length ? cell[line] : "";
        var space = width - Length(text);
        var left = column == 0 ? space : space / 2;
        return new string(' ', left) + text + new string(' ', space - left);
    }

    private static string Rule(int[] widths, char left, char line, char cross, char right) =>
        left + string.Join(cross, widths.Select(width => new string(line, width + 2))) + right;

    private static int Length(string text) => new StringInfo(text).LengthInTextElements;
}
