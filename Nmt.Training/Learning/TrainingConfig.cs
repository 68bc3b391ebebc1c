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
        foreach (var text in overrides)
            settings.AddOverride(text);
        settings.Refuse($"model.{VocabularyName}", "it comes with the prepared data: leave it out");

        var config = settings.Bind(new TrainingConfig());
        var faults = settings.Faults.Concat(config.Faults().Select(fault => $"{file}: {fault}")).ToList();
        return faults.Count == 0 ? config : throw new NmtException(Sentence(file, faults));
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

/// <summary>Which pairs are trained on.</summary>
internal sealed record DataConfig
{
    /// <summary>Longest side of a pair in pieces; longer pairs are left out and counted.</summary>
    [Range(1, 10_000)]
    public int MaxLength { get; init; } = 100;
}

/// <summary>How pairs are put together.</summary>
internal sealed record BatchConfig
{
    /// <summary>Most tokens of a batch on either side, padding and end marks included.</summary>
    [Range(2, 10_000_000)]
    public int Tokens { get; init; } = 1_500;

    /// <summary>Batches that are sorted by length together: more means less padding, fewer means more shuffling.</summary>
    [Range(1, 1_000_000)]
    public int Pool { get; init; } = 100;
}

/// <summary>Adam (Kingma and Ba 2015, arXiv 1412.6980), with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
internal sealed record OptimizerConfig
{
    /// <summary>The highest rate; the schedule says when.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.002;

    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.98;

    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double Epsilon { get; init; } = 1e-9;

    [Range(0d, 1d)]
    public double WeightDecay { get; init; }

    /// <summary>Longest gradient (2-norm over all parameters); longer ones are scaled down (Pascanu et al. 2013).</summary>
    [Range(0d, 1e6, MinimumIsExclusive = true)]
    public double ClipNorm { get; init; } = 1.0;
}

/// <summary>How the rate falls after the warm-up.</summary>
internal enum ScheduleKind
{
    /// <summary>Half a cosine down to the final rate at the last step (Loshchilov and Hutter 2017).</summary>
    Cosine,

    /// <summary>With one over the square root of the step (Vaswani et al. 2017).</summary>
    InverseSquareRoot,

    /// <summary>Not at all.</summary>
    Constant,
}

internal sealed record ScheduleConfig
{
    public ScheduleKind Kind { get; init; } = ScheduleKind.Cosine;

    /// <summary>Steps over which the rate climbs in a straight line from zero.</summary>
    [Range(0, 10_000_000)]
    public int WarmupSteps { get; init; } = 800;

    /// <summary>Where the cosine ends, as a share of the highest rate.</summary>
    [Range(0d, 1d)]
    public double FinalShare { get; init; }
}

internal sealed record RegularisationConfig
{
    /// <summary>Probability that is spread over all pieces (Szegedy et al. 2016).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Decay of the moving average of the weights that is evaluated and kept; 0 keeps the weights themselves.</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double AverageDecay { get; init; } = 0.999;
}

/// <summary>What decides which weights are best.</summary>
internal enum EvaluationMetric
{
    /// <summary>BLEU of greedy translations of the development set: higher is better.</summary>
    Bleu,

    /// <summary>Loss per token of the development set, without smoothing: lower is better.</summary>
    Loss,
}

internal sealed record EvaluationConfig
{
    /// <summary>Steps between evaluations; 0 for one at the end of each epoch.</summary>
    [Range(0, int.MaxValue)]
    public int EverySteps { get; init; }

    public EvaluationMetric Metric { get; init; } = EvaluationMetric.Bleu;

    /// <summary>Evaluations without a new best after which the run ends; 0 for never.</summary>
    [Range(0, 100_000)]
    public int Patience { get; init; } = 5;

    /// <summary>Translations of the development set that go into the log.</summary>
    [Range(0, 1_000)]
    public int Samples { get; init; } = 3;
}

internal sealed record CheckpointConfig
{
    /// <summary>Steps between checkpoints; 0 for never by steps.</summary>
    [Range(0, int.MaxValue)]
    public int EverySteps { get; init; } = 500;

    /// <summary>Minutes between checkpoints; 0 for never by time.</summary>
    [Range(0d, 100_000d)]
    public double EveryMinutes { get; init; } = 5;

    /// <summary>How many checkpoints stay; the older ones are removed.</summary>
    [Range(1, 100_000)]
    public int Keep { get; init; } = 2;
}

internal sealed record LogConfig
{
    /// <summary>Steps that one line of the log sums up.</summary>
    [Range(1, 1_000_000)]
    public int EverySteps { get; init; } = 10;
}
