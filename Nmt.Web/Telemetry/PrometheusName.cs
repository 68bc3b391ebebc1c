using System.Text;

namespace Nmt.Web.Telemetry;

/// <summary>Names of metrics and labels as Prometheus wants them: <c>nmt.queue.time</c> in s is <c>nmt_queue_time_seconds</c>.</summary>
internal static class PrometheusName
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["By"] = "bytes",
        ["1"] = "ratio",
    };

    /// <summary>An instrument's name with its unit; a unit in braces is only a remark.</summary>
    public static string Of(string name, string? unit, MetricKind kind)
    {
        string plain = Clean(name);
        if (unit is not null && Units.TryGetValue(unit, out string? word) && !plain.EndsWith($"_{word}", StringComparison.Ordinal))
        {
            plain = $"{plain}_{word}";
        }

        return kind == MetricKind.Counter && !plain.EndsWith("_total", StringComparison.Ordinal) ? $"{plain}_total" : plain;
    }

    /// <summary>Tags as labels without the braces, in the order of their names; empty where there are none.</summary>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        KeyValuePair<string, object?>[] sorted = [.. tags];
        Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return string.Join(',', sorted.Select(tag => $"{Clean(tag.Key)}=\"{Escape(tag.Value)}\""));
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (char letter in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '_');
        }

        return char.IsAsciiDigit(name[0]) ? $"_{clean}" : clean.ToString();
    }

    private static string Escape(object? value) =>
        (Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "")
            .Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
