using System.Text.Json.Serialization;

namespace Nmt.Web.Services.Workshop;

/// <summary>A file of a corpus.</summary>
/// <param name="Stored">Its name on this server.</param>
/// <param name="Shown">What its reader calls it.</param>
/// <param name="Bytes">Its length.</param>
public sealed record CorpusFile(string Stored, string Shown, long Bytes);

/// <summary>An uploaded corpus: <c>corpus.json</c> in a folder of its own.</summary>
public sealed record StoredCorpus
{
    /// <summary>Its folder's name.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    public required string Name { get; init; }

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    /// <summary>Source and target, or one file that holds both.</summary>
    public required IReadOnlyList<CorpusFile> Files { get; init; }

    /// <summary>The reader's own development set, in the same forms; empty where it is drawn from the corpus.</summary>
    public IReadOnlyList<CorpusFile> Dev { get; init; } = [];

    /// <summary>The reader's own test set, in the same forms; empty where it is drawn from the corpus.</summary>
    public IReadOnlyList<CorpusFile> Test { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<CorpusFile> AllFiles => [.. Files, .. Dev, .. Test];

    /// <summary>ISO 8601, UTC.</summary>
    public required string Created { get; init; }

    /// <summary>What is known of its quality; null before the check.</summary>
    [JsonIgnore]
    public CorpusReport? Report { get; init; }

    /// <summary>What <c>nmt prepare</c> made of it; null before.</summary>
    [JsonIgnore]
    public CorpusReport? Prepared { get; init; }

    [JsonIgnore]
    public string Direction => $"{LanguageName.Of(SourceLanguage)} → {LanguageName.Of(TargetLanguage)}";
}

/// <summary>A corpus on its way in: two files in lock step, or one table or translation memory.</summary>
public sealed record CorpusUpload
{
    /// <summary>Empty for the files' name.</summary>
    public string Name { get; init; } = "";

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    public required IReadOnlyList<FileUpload> Files { get; init; }

    /// <summary>The reader's own development set; empty to draw one from the corpus.</summary>
    public IReadOnlyList<FileUpload> Dev { get; init; } = [];

    /// <summary>The reader's own test set; empty to draw one from the corpus.</summary>
    public IReadOnlyList<FileUpload> Test { get; init; } = [];
}
