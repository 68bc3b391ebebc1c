using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Nmt.Model.Errors;
using Nmt.Model.Network;

namespace Nmt.Training.Learning;

/// <summary>
/// Everything that decides what a training run learns. Read from JSON with comments; every key has a default, every
/// value a range. Two runs with equal configurations, data and machines end in equal weights.
/// </summary>
internal sealed record TrainingConfig
{
    // The size of the vocabulary belongs to the data, not to the recipe.
    private const string VocabularyName = "vocabularySize";

    // How often a run speaks and saves changes nothing that it learns, so a resumed run may change it.
    private static readonly string[] FreeSections = ["checkpoints.", "log."];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Source of all randomness: initial weights, order of batches, dropout.</summary>
    [Range(0L, int.MaxValue)]
    public long Seed { get; init; } = 1;

    /// <summary>Passes over the training pairs.</summary>
    [Range(1, 100_000)]
    public int Epochs { get; init; } = 16;

    /// <summary>Ends the run earlier, and sets the length of the schedule; null for no such limit.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxSteps { get; init; }

    /// <summary>In what the products of the forward and the backward pass are computed.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    public ModelConfig Model { get; init; } = new() { VocabularySize = 0 };

    public DataConfig Data { get; init; } = new();

    public BatchConfig Batches { get; init; } = new();

    public OptimizerConfig Optimizer { get; init; } = new();

    public ScheduleConfig Schedule { get; init; } = new();

    public RegularisationConfig Regularisation { get; init; } = new();

    public EvaluationConfig Evaluation { get; init; } = new();

    public CheckpointConfig Checkpoints { get; init; } = new();

    public LogConfig Log { get; init; } = new();

    /// <summary>Reads a file and lays <paramref name="overrides"/> over it.</summary>
    /// <param name="file">JSON; comments and trailing commas are allowed.</param>
    /// <param name="overrides">As in <c>optimizer.learningRate=0.001</c>.</param>
    /// <exception cref="NmtException">Names every fault at once: file, line, key, value and what is allowed.</exception>
    public static TrainingConfig Read(string file, IReadOnlyList<string> overrides)
    {
        var settings = new ConfigSettings();
        settings.AddFile(file);
        return Bind(new TrainingConfig(), settings, overrides, file);
    }

    /// <summary>This recipe with <paramref name="overrides"/> laid over it.</summary>
    /// <param name="overrides">As in <see cref="Read"/>.</param>
    /// <param name="origin">Where the recipe is from, for errors.</param>
    /// <exception cref="NmtException">As of <see cref="Read"/>.</exception>
    public TrainingConfig With(IReadOnlyList<string> overrides, string origin) =>
        Bind(FromJson(ToJson()), new ConfigSettings(), overrides, origin);

    // Into a record of its own: the values are put into it, not into a copy.
    private static TrainingConfig Bind(TrainingConfig config, ConfigSettings settings, IReadOnlyList<string> overrides, string origin)
    {
        foreach (var text in overrides)
            settings.AddOverride(text);
        settings.Refuse($"model.{VocabularyName}", "it comes with the prepared data: leave it out");
        settings.Bind(config);
        var faults = settings.Faults.Concat(config.Faults().Select(fault => $"{origin}: {fault}")).ToList();
        return faults.Count == 0 ? config : throw new NmtException(Sentence(origin, faults));
    }

    /// <summary>What is wrong with values that are each in range but do not go together.</summary>
    public IEnumerable<string> Faults()
    {
        // Any size stands for the vocabulary's, which is not known yet.
        foreach (var fault in (Model with { VocabularySize = 1_000 }).Faults())
            yield return $"model.{fault}";
        if (Data.MaxLength + 1 > Batches.Tokens)
        {
            yield return $"data.maxLength is {Data.MaxLength} and batches.tokens is {Batches.Tokens}; expected room for "
                + "the longest sentence and its end mark in one batch";
        }

        if (Regularisation.RDrop > 0 && Model is { Dropout: 0, SourceWordDropout: 0, TargetWordDropout: 0 })
        {
            yield return $"regularisation.rDrop is {Regularisation.RDrop} and model.dropout, model.sourceWordDropout and model.targetWordDropout are 0; "
                + "expected one of them above 0, since without it the two passes are the same";
        }

        if (Optimizer is { Kind: not OptimizerKind.Sgd, Momentum: > 0 })
            yield return $"optimizer.momentum is {Optimizer.Momentum} and optimizer.kind is not \"sgd\"; expected 0, since Adam has its betas";
    }

    /// <summary>The keys at which two configurations would learn something different, in the order of the file.</summary>
    public static IReadOnlyList<string> Differences(TrainingConfig before, TrainingConfig now)
    {
        var old = before.Flat().ToDictionary();
        return [.. now.Flat()
            .Where(pair => !FreeSections.Any(section => pair.Key.StartsWith(section, StringComparison.Ordinal)))
            .Where(pair => old.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => $"{pair.Key} (was {old.GetValueOrDefault(pair.Key) ?? "absent"}, now {pair.Value})")];
    }

    public JsonNode ToJson()
    {
        var json = JsonSerializer.SerializeToNode(this, Json)!;
        json["model"]!.AsObject().Remove(VocabularyName);
        return json;
    }

    public static TrainingConfig FromJson(JsonNode json)
    {
        var complete = json.DeepClone();
        complete["model"]![VocabularyName] = 0;
        return complete.Deserialize<TrainingConfig>(Json)!;
    }

    private IEnumerable<KeyValuePair<string, string>> Flat() => Flat(ToJson(), "");

    private static IEnumerable<KeyValuePair<string, string>> Flat(JsonNode? node, string path) =>
        node is JsonObject section
            ? section.SelectMany(pair => Flat(pair.Value, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}"))
            : [new(path, node?.ToJsonString() ?? "null")];

    private static string Sentence(string file, List<string> faults) => faults.Count == 1
        ? $"{faults[0]}."
        : $"{file} has {faults.Count} faults. {string.Join(" ", faults.Select((fault, i) => $"({i + 1}) {fault}."))}";
}
