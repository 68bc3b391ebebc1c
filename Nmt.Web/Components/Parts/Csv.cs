using System.Globalization;

namespace Nmt.Web.Components.Parts;

/// <summary>Tables as comma-separated values (RFC 4180), numbers with a point and all their digits.</summary>
internal static class Csv
{
    /// <summary>The lines of a file, the header first; a null is an empty field.</summary>
    public static string Write(IEnumerable<IEnumerable<object?>> rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select(Field)) + "\r\n"));

    private static string Field(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text.Trim() == text
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
