using System.Globalization;

namespace Nmt.Web.Components.Parts;

/// <summary>Numbers in rows and columns, ready to draw, to list and to save.</summary>
public sealed record HeatPicture
{
    /// <summary>What it shows, complete in itself.</summary>
    public required string Title { get; init; }

    /// <summary>What a row stands for, for example "unit".</summary>
    public required string RowName { get; init; }

    public required IReadOnlyList<string> Rows { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary><c>[Rows][Columns]</c>; NaN where there is nothing.</summary>
    public required IReadOnlyList<float[]> Values { get; init; }

    public required HeatScale Scale { get; init; }

    /// <summary>How many cells a drawing needs.</summary>
    public int Cells => Rows.Count * Columns.Count;

    /// <summary>A cell in words, for readers that hear it and for the line below the picture.</summary>
    public string Label(int row, int column) => $"{Rows[row]}, “{Columns[column]}”: {Show(Values[row][column])}";

    /// <summary>Two decimals; a dash where there is nothing.</summary>
    public static string Show(float value) =>
        float.IsNaN(value) ? "–" : value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The picture as one message for the browser: floats, row after row, little-endian.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Cells * sizeof(float)];
        for (int row = 0; row < Rows.Count; row++)
        {
            Buffer.BlockCopy(Values[row], 0, bytes, row * Columns.Count * sizeof(float), Columns.Count * sizeof(float));
        }

        return bytes;
    }

    /// <summary>As a table with a header, NaN as an empty field.</summary>
    public string ToCsv() => Csv.Write(
    [
        [RowName, .. Columns],
        .. Values.Select((values, row) => (IEnumerable<object?>)[Rows[row], .. values.Select(value => float.IsNaN(value) ? null : (object?)value)]),
    ]);
}
