using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Model.Errors;
using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>
/// What run.jsonl tells about a run. Every number of a step or an evaluation becomes a series, whatever its name, so
/// that what a later version logs is there to draw.
/// </summary>
internal sealed class RunHistory
{
    private const string StepField = "step";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, List<CurvePoint>> _series = [];

    private RunHistory(string path)
    {
        // The run may still be writing.
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (Parse(line) is { } told)
            {
                Add(told);
            }
            else
            {
                CutLines.Add(number);
            }
        }
    }

    public List<LoggedEvaluation> Evaluations { get; } = [];

    /// <summary>What a reader should know beside the curves: resumed, skipped, gone back, not written, ended.</summary>
    public List<LoggedNote> Notes { get; } = [];

    /// <summary>Lines that are no JSON: the last one, where the run was killed while it wrote.</summary>
    public List<int> CutLines { get; } = [];

    /// <exception cref="NmtException">There is no log.</exception>
    public static RunHistory Read(string path) => File.Exists(path)
        ? new RunHistory(path)
        : throw new NmtException($"{path}: no such file: the run has not begun to train. Run 'nmt train' first.");

    /// <summary>The values of one field over the steps; none where no event has it.</summary>
    public IReadOnlyList<CurvePoint> Series(string name) => _series.GetValueOrDefault(name) ?? [];

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(JsonObject told)
    {
        string name = told["event"]?.GetValue<string>() ?? "";
        int step = told[StepField]?.GetValue<int>() ?? 0;
        switch (name)
        {
            case "step":
                AddNumbers(told, step);
                break;
            case "evaluate":
                AddNumbers(told, step);
                Evaluations.Add(new LoggedEvaluation(
                    step, told["best"]?.GetValue<bool>() ?? false, told["signature"]?.GetValue<string>(),
                    [.. told["samples"]?.Deserialize<TranslationSample[]>(Json) ?? []]));
                break;
            case "start" or "checkpoint":
                break;
            case "rollback":
                Forget(after: step);
                Notes.Add(new LoggedNote(step, told["time"]?.ToString() ?? "", name, $"from step {told["fromStep"]} with {told["rateScale"]} of the rate"));
                break;
            default:
                string text = (told["reason"] ?? told["checkpoint"] ?? told["path"])?.ToString()
                    ?? (told["limit"] is { } limit ? $"at most {limit} tokens at once" : "");
                Notes.Add(new LoggedNote(step, told["time"]?.ToString() ?? "", name, text));
                break;
        }
    }

    // The run went back: what it had done since is no part of what it learned.
    private void Forget(int after)
    {
        foreach (List<CurvePoint> points in _series.Values)
        {
            points.RemoveAll(point => point.Step > after);
        }

        Evaluations.RemoveAll(evaluation => evaluation.Step > after);
    }

    private void AddNumbers(JsonObject told, int step)
    {
        foreach ((string field, JsonNode? value) in told)
        {
            if (field == StepField || value?.GetValueKind() != JsonValueKind.Number)
            {
                continue;
            }

            if (!_series.TryGetValue(field, out List<CurvePoint>? points))
            {
                _series.Add(field, points = []);
            }

            points.Add(new CurvePoint(step, value.GetValue<double>()));
        }
    }
}

/// <summary>A value at a step.</summary>
internal readonly record struct CurvePoint(int Step, double Value);

/// <summary>An evaluation's translations.</summary>
internal sealed record LoggedEvaluation(int Step, bool Best, string? Signature, ImmutableArray<TranslationSample> Samples);

/// <summary>Something that happened at a step.</summary>
internal sealed record LoggedNote(int Step, string Time, string Event, string Text);
