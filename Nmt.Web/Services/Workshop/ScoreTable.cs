using System.Text.Json;

namespace Nmt.Web.Services.Workshop;

/// <summary>A metric and how it was computed; a score never stands without it.</summary>
public sealed record ScoreColumn(string Metric, string Signature);

/// <summary>The score of a system by a metric.</summary>
/// <param name="Score">In percent.</param>
/// <param name="Mean">Of resampled texts; null where nothing was resampled.</param>
/// <param name="HalfWidth">Half of the 95 % interval around <paramref name="Mean"/>.</param>
/// <param name="PValue">How often chance alone would part two equal systems so far; null for the first system and without a test.</param>
public sealed record ScoreCell(double Score, double? Mean = null, double? HalfWidth = null, double? PValue = null)
{
    private const double Threshold = 0.05;

    public bool IsSignificant => PValue is <= Threshold;
}

public sealed record ScoreRow(string System, IReadOnlyList<ScoreCell> Cells);

/// <summary>What <c>nmt evaluate --format json</c> answers, for one system or several.</summary>
public sealed record ScoreTable(IReadOnlyList<ScoreColumn> Columns, IReadOnlyList<ScoreRow> Rows)
{
    /// <summary>Reads the answer.</summary>
    /// <param name="json">An array: of metrics for one system, of systems for several.</param>
    /// <param name="systems">Their names for people, in order.</param>
    /// <returns>Null where it is no such answer.</returns>
    public static ScoreTable? Parse(string json, IReadOnlyList<string> systems)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement[] items = [.. document.RootElement.EnumerateArray()];
            return items.Length == 0 ? null
                : items[0].TryGetProperty("system", out _) ? OfSystems(items, systems)
                : OfMetrics(items, systems[0]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ScoreTable OfMetrics(JsonElement[] metrics, string system) => new(
        [.. metrics.Select(metric => new ScoreColumn(metric.GetProperty("name").GetString()!, Signature(metric)))],
        [new ScoreRow(system, [.. metrics.Select(metric => Cell(metric, "confidence_mean", "confidence_var"))])]);

    private static ScoreTable OfSystems(JsonElement[] rows, IReadOnlyList<string> systems)
    {
        JsonProperty[] metrics = [.. Metrics(rows[0])];
        return new ScoreTable(
            [.. metrics.Select(metric => new ScoreColumn(metric.Name, Signature(metric.Value)))],
            [.. rows.Select((row, index) => new ScoreRow(systems[index], [.. Metrics(row).Select(metric => Cell(metric.Value, "mean", "ci"))]))]);
    }

    private static IEnumerable<JsonProperty> Metrics(JsonElement row) =>
        row.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object);

    private static ScoreCell Cell(JsonElement metric, string mean, string halfWidth) => new(
        metric.GetProperty("score").GetDouble(), Number(metric, mean), Number(metric, halfWidth), Number(metric, "p_value"));

    private static string Signature(JsonElement metric) => metric.GetProperty("signature").GetString()!;

    private static double? Number(JsonElement metric, string name) =>
        metric.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
