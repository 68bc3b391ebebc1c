using System.ComponentModel.DataAnnotations;

namespace Nmt.Training.Learning;

internal sealed record RegularisationConfig
{
    /// <summary>Probability that is spread over all pieces (Szegedy et al. 2016).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>
    /// What agreement of two passes under different dropout is worth (R-Drop's alpha: Liang et al. 2021); 0 for one pass. Two
    /// passes take twice the time of one, and twice the memory or more.
    /// </summary>
    [Range(0d, 100d)]
    public double RDrop { get; init; }

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

    /// <summary>chrF2 of greedy translations of the development set (Popović 2015): higher is better.</summary>
    Chrf,
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
