using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Model;
using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>
/// The content of <c>prepare.json</c>: what a prepared corpus is and how it came to be. It is written last and marks a
/// folder as one that <c>nmt prepare</c> has made.
/// <para>
/// Beside it: <c>train.src</c>, <c>train.tgt</c>, <c>dev.src</c>, <c>dev.tgt</c> (normalized), <c>test.src</c>,
/// <c>test.tgt</c> (as read, since scores are computed on raw text), <c>vocab.json</c> and <c>merges.txt</c>.
/// </para>
/// </summary>
internal sealed record PreparedCorpus
{
    public const string FileName = "prepare.json";

    /// <summary>How reports are written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public int FormatVersion { get; init; } = 1;

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    /// <summary>Where several corpora were joined, their directions; else empty.</summary>
    public IReadOnlyList<TranslationDirection> Directions { get; init; } = [];

    /// <summary>The program's version and the arguments that make this corpus again from the same inputs.</summary>
    public string? Version { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public required PreparedOptions Options { get; init; }

    public required IReadOnlyList<PreparedInput> Inputs { get; init; }

    /// <summary>Pairs read of the training files, before any was dropped or drawn.</summary>
    public int PairsRead { get; init; }

    /// <summary>Pieces, special tokens included.</summary>
    public required int Vocabulary { get; init; }

    public required int Merges { get; init; }

    /// <summary>By name: train, dev, test; dev and test only where there is one.</summary>
    public required IReadOnlyDictionary<string, PreparedPart> Parts { get; init; }

    public required IReadOnlyList<CorpusFinding> Findings { get; init; }

    /// <summary>What models added to the training pairs; empty where none did.</summary>
    public IReadOnlyList<DiversifiedPart> Diversified { get; init; } = [];

    /// <summary>SHA-256, in hexadecimal digits, of each file of the folder but this one.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <exception cref="NmtException">The folder is not a prepared corpus.</exception>
    public static PreparedCorpus Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new NmtException($"{folder}: expected a folder that 'nmt prepare' has made, found no {FileName} in it.");
        }

        try
        {
            return JsonSerializer.Deserialize<PreparedCorpus>(File.ReadAllBytes(path), Json)
                ?? throw new NmtException($"{path}: expected a JSON object, found null. Run 'nmt prepare' again.");
        }
        catch (JsonException failure)
        {
            throw new NmtException($"{path}: damaged: {failure.Message} Run 'nmt prepare' again.", failure);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>The options that the corpus was prepared with.</summary>
internal sealed record PreparedOptions(int? VocabularySize, int? DevSize, int? TestSize, int Seed, FilterOptions Filter)
{
    /// <summary>Where the subwords were taken from; null where they were learned.</summary>
    public string? Subwords { get; init; }
}

/// <summary>A file that was read.</summary>
internal sealed record PreparedInput(string Part, string Path, string Sha256);

/// <summary>The size of one part.</summary>
internal sealed record PreparedPart(int Pairs, long SourcePieces, long TargetPieces)
{
    /// <summary>Pairs of these that models made; where corpora were joined, 0.</summary>
    public int Made { get; init; }
}
