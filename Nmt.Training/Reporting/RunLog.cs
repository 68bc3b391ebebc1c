using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Nmt.Model.Files;
using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>
/// run.jsonl: one event a line, the contract with the web page and with plots. Each line is on the disk's way before
/// training goes on, and a line that a crash cut is removed when the run goes on.
/// </summary>
internal sealed class RunLog : IDisposable
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteNumberConverter() },
    };

    private readonly GrowingFile _file;
    private readonly TimeProvider _time;

    private RunLog(GrowingFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    /// <summary>Opens the log of a run that stands at <paramref name="step"/>.</summary>
    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="step">Lines of later steps are removed: those steps will be done again.</param>
    /// <param name="time">The clock of the lines.</param>
    /// <param name="warn">Hears of a disk that is full.</param>
    public static RunLog Open(string path, int step, TimeProvider time, Action<string> warn)
    {
        if (File.Exists(path))
            KeepUpTo(path, step);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Seek(0, SeekOrigin.End);
        return new RunLog(new GrowingFile(stream, path, warn), time);
    }

    /// <summary>Writes the events through to the log on their way to the caller.</summary>
    public IEnumerable<TrainingEvent> Record(IEnumerable<TrainingEvent> events)
    {
        foreach (var told in events)
        {
            Write(told);
            yield return told;
        }
    }

    public void Write(TrainingEvent told)
    {
        var line = new JsonObject
        {
            ["event"] = Name(told),
            ["time"] = _time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture),
        };
        var values = JsonSerializer.SerializeToNode(told, told.GetType(), Json)!.AsObject();
        foreach (var (key, value) in values.ToList())
        {
            values.Remove(key);
            if (value is not null)
                line[key] = value;
        }

        _file.Append(Encoding.UTF8.GetBytes(line.ToJsonString(Json) + "\n"));
    }

    public void Dispose() => _file.Dispose();

    private static string Name(TrainingEvent told) => told switch
    {
        RunStarted => "start",
        RunResumed => "resume",
        StepsDone => "step",
        StepSkipped => "skip",
        RolledBack => "rollback",
        BatchSplit => "split",
        Evaluated => "evaluate",
        CheckpointWritten => "checkpoint",
        WriteFailed => "warning",
        RunEnded => "end",
        _ => throw new ArgumentOutOfRangeException(nameof(told), told, "An event without a name."),
    };

    private static void KeepUpTo(string path, int step)
    {
        var kept = File.ReadLines(path).Where(line => StepOf(line) <= step).Select(line => line + "\n").ToArray();
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept))));
    }

    // JSON has no word for a number that is none: its key is left out.
    private sealed class FiniteNumberConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }

    // A cut line has no step that it could keep.
    private static int StepOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("step").GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return int.MaxValue;
        }
    }
}
