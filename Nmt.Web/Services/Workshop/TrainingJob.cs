using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Model.Files;

namespace Nmt.Web.Services.Workshop;

/// <summary>What the reader wants of a run.</summary>
public enum RunWish
{
    Train,

    /// <summary>To end with a checkpoint now and go on later.</summary>
    Pause,

    /// <summary>To end, and stay as it is.</summary>
    Stop,
}

/// <summary>
/// How a run was started, so that a restarted server finds its process again and can go on with it by the same command.
/// A file beside the run's folder, not in it: <c>nmt train</c> takes no folder that holds other things.
/// </summary>
internal sealed record TrainingJob
{
    private const string Suffix = ".job.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The verb and its arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The corpus by its name for people.</summary>
    public required string Corpus { get; init; }

    public required string Preset { get; init; }

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string Created { get; init; }

    public RunWish Wish { get; init; }

    /// <summary>The last process; null where it was never started.</summary>
    public ProcessMark? Process { get; init; }

    public static string PathOf(string run) => run + Suffix;

    public static string LogOf(string run) => run + ".log";

    /// <summary>Null where the run was not started by this server, or its file is damaged.</summary>
    public static TrainingJob? Read(string run)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingJob>(File.ReadAllBytes(PathOf(run)), Json);
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string run) => AtomicFile.Write(PathOf(run), stream => JsonSerializer.Serialize(stream, this, Json));

    /// <summary>The folders of runs below <paramref name="root"/> whose job is known, also where the folder is not made yet.</summary>
    public static IEnumerable<string> RunsIn(string root) => Directory.EnumerateFiles(root, "*" + Suffix)
        .Where(path => !Path.GetFileName(path).StartsWith('.'))
        .Select(path => path[..^Suffix.Length]);
}
