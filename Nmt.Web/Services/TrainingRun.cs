using System.Text;
using System.Text.Json;

namespace Nmt.Web.Services;

/// <summary>How far a training run is, read from the end of its <c>run.jsonl</c>.</summary>
/// <param name="Name">The run folder's name.</param>
/// <param name="SourceLanguage">Code of the source language.</param>
/// <param name="TargetLanguage">Code of the target language.</param>
/// <param name="Step">Steps done.</param>
/// <param name="TotalSteps">Steps planned, at least 1.</param>
/// <param name="SecondsLeft">The run's own estimate, where it gave one.</param>
public sealed record TrainingRun(
    string Name,
    string SourceLanguage,
    string TargetLanguage,
    long Step,
    long TotalSteps,
    double? SecondsLeft)
{
    /// <summary>A log that has been silent for longer belongs to a run that was killed.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    private const int TailBytes = 64 * 1024;

    /// <summary>Between 0 and 1.</summary>
    public double Done => Math.Clamp((double)Step / TotalSteps, 0, 1);

    public string Direction => $"{LanguageName.Of(SourceLanguage)} → {LanguageName.Of(TargetLanguage)}";

    /// <summary>The runs under way right under <paramref name="root"/>; empty where the folder does not exist.</summary>
    public static IReadOnlyList<TrainingRun> ReadAll(string root, DateTimeOffset now)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(root)
                .Order(StringComparer.Ordinal)
                .Select(folder => Read(folder, now))
                .OfType<TrainingRun>(),
        ];
    }

    private static TrainingRun? Read(string folder, DateTimeOffset now)
    {
        var log = new FileInfo(Path.Combine(folder, "run.jsonl"));
        if (!log.Exists || now - log.LastWriteTimeUtc > Silence)
        {
            return null;
        }

        using FileStream stream = log.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        JsonElement? start = ParseLine(ReadFirstLine(stream));
        string[] tail = ReadTail(stream);
        JsonElement? last = tail.Reverse().Select(ParseLine).FirstOrDefault(each => each is not null);
        if (start is null || last is null || Text(last.Value, "event") == "end")
        {
            return null;
        }

        JsonElement? step = tail.Reverse().Select(ParseLine).FirstOrDefault(IsStep);
        return new TrainingRun(
            Path.GetFileName(folder),
            Text(start.Value, "sourceLanguage"),
            Text(start.Value, "targetLanguage"),
            (long)(Number(step, "step") ?? 0),
            (long)Math.Max(1, Number(start, "totalSteps") ?? 1),
            Number(step, "secondsLeft"));
    }

    private static string ReadFirstLine(FileStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return reader.ReadLine() ?? "";
    }

    private static string[] ReadTail(FileStream stream)
    {
        stream.Seek(Math.Max(0, stream.Length - TailBytes), SeekOrigin.Begin);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Null for a line that is cut off: the first of the tail, or the last while it is being written.</summary>
    private static JsonElement? ParseLine(string line)
    {
        try
        {
            var value = JsonSerializer.Deserialize<JsonElement>(line);
            return value.ValueKind == JsonValueKind.Object ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsStep(JsonElement? line) => line is { } value && Text(value, "event") == "step";

    private static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static double? Number(JsonElement? line, string name) =>
        line is { } element && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;
}
