using System.Text.Json.Serialization;

namespace Nmt.Web.Services.Workshop;

/// <summary>An evaluation that a reader asks for.</summary>
public sealed record EvaluationAsk
{
    public string Name { get; init; } = "";

    /// <summary>Translations, a file for each system; the others are compared with the first.</summary>
    public IReadOnlyList<FileUpload> Hypotheses { get; init; } = [];

    /// <summary>One or several references for each line; none where <see cref="TestSet"/> brings them.</summary>
    public IReadOnlyList<FileUpload> References { get; init; } = [];

    /// <summary>What was translated, or is to be; the analysis needs it.</summary>
    public FileUpload? Source { get; init; }

    /// <summary>The id of an installed model that translates the source now; its translations become the last system.</summary>
    public string? Model { get; init; }

    /// <summary>The language that the model is to write; null where it writes one alone.</summary>
    public string? Target { get; init; }

    /// <summary>The id of a prepared corpus whose test set is the source and the reference.</summary>
    public string? TestSet { get; init; }

    public IReadOnlyList<string> Metrics { get; init; } = ["bleu", "chrf", "ter"];

    /// <summary>A paired test of each system against the first, or a confidence interval where there is one system.</summary>
    public bool Significance { get; init; } = true;
}

/// <summary>An evaluation on the disk: <c>evaluation.json</c> in a folder of its own.</summary>
public sealed record Evaluation
{
    [JsonIgnore]
    public string Id { get; init; } = "";

    public required string Name { get; init; }

    /// <summary>The systems by their names for people, in the order of the scores.</summary>
    public required IReadOnlyList<string> Systems { get; init; }

    /// <summary>Stored files and what their reader calls them.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>The id of the model that translates; null where all translations were uploaded.</summary>
    public string? Model { get; init; }

    /// <summary>The language that the model writes; null where it writes one alone, and where there is no model.</summary>
    public string? Target { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required bool Significance { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string Created { get; init; }

    /// <summary>Null while it runs, and where it was broken off.</summary>
    [JsonIgnore]
    public EvaluationResult? Result { get; init; }

    /// <summary>Null where none was made.</summary>
    [JsonIgnore]
    public TranslationAnalysis? Analysis { get; init; }

    /// <summary>Several systems are compared with each other; the analysis takes two at most, and needs the source.</summary>
    [JsonIgnore]
    public bool IsAnalyzed => Systems.Count <= 2 && Files.ContainsKey(Evaluations.SourceFile);
}

/// <summary>How an evaluation ended.</summary>
/// <param name="Scores">Null where it failed.</param>
/// <param name="Fault">Why it failed.</param>
public sealed record EvaluationResult(ScoreTable? Scores, string? Fault)
{
    /// <summary>What a reader of the scores should know, as that the text looks tokenized.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
