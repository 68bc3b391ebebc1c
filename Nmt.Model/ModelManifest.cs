using System.Security.Cryptography;
using System.Text.Json;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Model;

/// <summary>A score of a model on a test set; never without its signature.</summary>
/// <param name="Set">The test set, as "dev" or a file name.</param>
/// <param name="Name">The metric, as "BLEU".</param>
/// <param name="Score">Its value.</param>
/// <param name="Signature">How it was computed.</param>
public sealed record ModelScore(string Set, string Name, double Score, string Signature);

/// <summary>What a bundle says of itself: manifest.json.</summary>
public sealed record ModelManifest
{
    /// <summary>The name of the file in a bundle.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format that this program writes and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
    };

    private readonly IReadOnlyList<TranslationDirection> _directions = [];

    /// <summary>Version of the bundle's layout.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>A name for people, as "en-de demo".</summary>
    public required string Name { get; init; }

    /// <summary>Language code of the source, as "en"; "mul" where there are several.</summary>
    public required string SourceLanguage { get; init; }

    /// <summary>Language code of the target, as "de"; "mul" where there are several.</summary>
    public required string TargetLanguage { get; init; }

    /// <summary>What it was trained to do, at least one: where none is given, from the source to the target language.</summary>
    public IReadOnlyList<TranslationDirection> Directions
    {
        get => _directions is [] ? [new(SourceLanguage, TargetLanguage)] : _directions;
        init => _directions = value ?? [];
    }

    /// <summary>What the model was trained on, in words.</summary>
    public string TrainingData { get; init; } = "";

    /// <summary>Number of trained weights.</summary>
    public long Parameters { get; init; }

    /// <summary>Scores, each with its signature.</summary>
    public IReadOnlyList<ModelScore> Scores { get; init; } = [];

    /// <summary>When the bundle was written, ISO 8601, UTC.</summary>
    public string Created { get; init; } = "";

    /// <summary>SHA-256 of each other file in the folder, lower-case hexadecimal.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the manifest of a bundle; does not look at the other files.</summary>
    /// <exception cref="NmtException">There is none, or it cannot be read.</exception>
    public static ModelManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!Directory.Exists(folder))
            throw new NmtException($"{folder}: there is no such folder. Expected a model bundle (a folder with {FileName}); train one with 'nmt train', or give its path with --model.");
        if (!File.Exists(path))
            throw new NmtException($"{folder}: not a model bundle: {FileName} is missing. A bundle is the folder 'best' of a training run, or a folder under models/.");
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("the file holds null");
            if (manifest.FormatVersion is < 1 or > CurrentFormat)
                throw new NmtException($"{path}: format version {manifest.FormatVersion}; this program reads 1 to {CurrentFormat}. Update the program.");
            return manifest._directions.All(direction => direction is { Source.Length: > 0, Target.Length: > 0 })
                ? manifest
                : throw new NmtException($"{path}: directions: expected a source and a target language each. Copy or train the model again.");
        }
        catch (JsonException e)
        {
            throw new NmtException($"{path}: damaged: {e.Message} Copy or train the model again.", e);
        }
    }

    /// <summary>Writes the manifest of a folder whose other files are complete, with their hashes.</summary>
    /// <returns>The manifest as written.</returns>
    public ModelManifest Write(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != FileName)
            .Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file)!, Hash);
        var complete = this with { Files = files };
        AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, complete, Json));
        return complete;
    }

    /// <summary>Compares the hash of every file that the manifest names.</summary>
    /// <exception cref="NmtException">A file is missing or differs; names the file, both hashes and what to do.</exception>
    public void Verify(string folder)
    {
        foreach (var (name, expected) in Files)
        {
            var path = Path.Combine(folder, name);
            if (name != Path.GetFileName(name) || !File.Exists(path))
                throw new NmtException($"{path}: missing, though {FileName} lists it. Copy or train the model again.");
            var found = Hash(path);
            if (found != expected)
                throw new NmtException($"{path}: damaged: expected SHA-256 {expected}, found {found}. Copy or train the model again.");
        }
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
