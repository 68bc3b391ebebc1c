using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Files;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A models folder on disk, and beside it a folder of training runs; both gone afterwards.</summary>
internal sealed class ModelsFolder : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nmt-web-");

    public string Models => Path.Combine(_root.FullName, "models");

    public string Runs => Path.Combine(_root.FullName, "runs");

    public string Suggestions => Path.Combine(_root.FullName, "suggestions.jsonl");

    /// <summary>Where uploads go.</summary>
    public string Workshop => Path.Combine(_root.FullName, "workshop");

    public string Add(string source, string target, string? id = null) => Add(id ?? $"{source}-{target}", new ModelManifest
    {
        Name = $"{source}-{target} demo",
        SourceLanguage = source,
        TargetLanguage = target,
        Parameters = 3_980_000,
    });

    /// <summary>A model of several directions.</summary>
    public string Join(string id, params TranslationDirection[] directions) => Add(id, new ModelManifest
    {
        Name = $"{id} demo",
        SourceLanguage = "mul",
        TargetLanguage = "mul",
        Directions = directions,
    });

    private string Add(string id, ModelManifest manifest)
    {
        string folder = Path.Combine(Models, id);
        Directory.CreateDirectory(folder);
        // At once and whole, as the product writes it: a server may look at any moment.
        AtomicFile.Write(Path.Combine(folder, ModelManifest.FileName), stream => JsonSerializer.Serialize(stream, manifest, Json));
        return folder;
    }

    public void Remove(string id) => Directory.Delete(Path.Combine(Models, id), recursive: true);

    /// <summary>Writes a run's log, one event a line.</summary>
    public void Log(string run, params string[] lines)
    {
        string folder = Path.Combine(Runs, run);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "run.jsonl"), string.Concat(lines.Select(line => line + "\n")));
    }

    public void Dispose() => _root.Delete(recursive: true);
}
