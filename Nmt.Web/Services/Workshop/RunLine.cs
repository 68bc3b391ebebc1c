using System.Globalization;
using System.Text.Json;

namespace Nmt.Web.Services.Workshop;

/// <summary>One event of a run's log. A field that is missing or of another type reads as nothing.</summary>
internal readonly struct RunLine(JsonElement line)
{
    public string Event => Text("event");

    public DateTimeOffset? Time => DateTimeOffset.TryParse(
        Text("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    public string Text(string name) => Text(line, name);

    public double? Number(string name) =>
        line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            ? number
            : null;

    public long? Whole(string name) => Number(name) is { } number ? (long)number : null;

    public RunEvaluation Evaluation(long step) => new(
        step,
        Number("epoch") ?? 0,
        Number("validLoss") ?? double.NaN,
        Number("bleu"),
        Text("signature"),
        line.TryGetProperty("best", out JsonElement best) && best.ValueKind == JsonValueKind.True,
        Samples());

    private RunSample[] Samples() =>
        line.TryGetProperty("samples", out JsonElement samples) && samples.ValueKind == JsonValueKind.Array
            ?
            [
                .. samples.EnumerateArray()
                    .Where(each => each.ValueKind == JsonValueKind.Object)
                    .Select(each => new RunSample(Text(each, "source"), Text(each, "reference"), Text(each, "translation"))),
            ]
            : [];

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
