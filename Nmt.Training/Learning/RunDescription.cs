using System.Text.Json.Nodes;
using Nmt.Training.Corpus;

namespace Nmt.Training.Learning;

/// <summary>What a run learns and from what: run.json.</summary>
/// <param name="Config">The full configuration, defaults included.</param>
/// <param name="Data">The folder of the prepared corpus, as it was given.</param>
/// <param name="DataHash">SHA-256 over the prepared files, so that a folder that was prepared anew is noticed.</param>
/// <param name="SourceLanguage">Language code of the source.</param>
/// <param name="TargetLanguage">Language code of the target.</param>
internal sealed record RunDescription(
    TrainingConfig Config, string Data, string DataHash, string SourceLanguage, string TargetLanguage)
{
    private const int FormatVersion = 1;

    /// <summary>SHA-256 of the weights that the run begins from; null where they are drawn.</summary>
    public string? Init { get; init; }

    /// <summary>Where those weights were, as a full path; by then they may be others, or gone.</summary>
    public string? InitFolder { get; init; }

    /// <summary>Whether the run began from the model in a folder; null asks for no other than it had.</summary>
    public bool BeganFrom(string? folder) =>
        Init is not null && (folder is null || Place(folder) == InitFolder);

    /// <summary>A folder as <see cref="InitFolder"/> names it.</summary>
    public static string Place(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    public static RunDescription Of(TrainingConfig config, string data, TrainingCorpus corpus) =>
        new(config, data, corpus.Hash, corpus.SourceLanguage, corpus.TargetLanguage);

    public static RunDescription FromJson(JsonNode json) => new(
        TrainingConfig.FromJson(json["config"]!),
        json["data"]!.GetValue<string>(),
        json["dataHash"]!.GetValue<string>(),
        json["sourceLanguage"]!.GetValue<string>(),
        json["targetLanguage"]!.GetValue<string>())
    {
        Init = json["init"]?.GetValue<string>(),
        InitFolder = json["initFolder"]?.GetValue<string>(),
    };

    public JsonNode ToJson() => new JsonObject
    {
        ["formatVersion"] = FormatVersion,
        ["sourceLanguage"] = SourceLanguage,
        ["targetLanguage"] = TargetLanguage,
        ["data"] = Data,
        ["dataHash"] = DataHash,
        ["init"] = Init,
        ["initFolder"] = InitFolder,
        ["config"] = Config.ToJson(),
    };

    /// <summary>What would make this run learn something else; the place of the data is not part of it.</summary>
    public IReadOnlyList<string> DifferencesFrom(RunDescription before)
    {
        List<string> differences = [];
        if (before.DataHash != DataHash)
            differences.Add($"the prepared corpus in {Data} is not the one that the run began with");
        if (before.Init != Init)
            differences.Add($"--init (was {Weights(before.Init)}, now {Weights(Init)})");
        return [.. differences, .. TrainingConfig.Differences(before.Config, Config)];

        static string Weights(string? hash) => hash is null ? "not given" : $"a model with weights {hash}";
    }
}
