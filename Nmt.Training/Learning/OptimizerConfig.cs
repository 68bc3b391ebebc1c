using System.ComponentModel.DataAnnotations;

namespace Nmt.Training.Learning;

/// <summary>How gradients become updates.</summary>
internal enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015, arXiv 1412.6980) with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101).</summary>
    AdamW,

    /// <summary>Adam with the decay added to the gradient, which is L2 regularisation.</summary>
    Adam,

    /// <summary>Stochastic gradient descent, with momentum where asked for (Sutskever et al. 2013); decay is L2 regularisation.</summary>
    Sgd,
}

internal sealed record OptimizerConfig
{
    public OptimizerKind Kind { get; init; } = OptimizerKind.AdamW;

    /// <summary>The highest rate; the schedule says when.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.002;

    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.98;

    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double Epsilon { get; init; } = 1e-9;

    /// <summary>Of plain gradient descent alone; Adam has its betas.</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <summary>Of all weights.</summary>
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

    /// <summary>In a straight line down to the final rate at the last step.</summary>
    Linear,

    /// <summary>With one over the square root of the step (Vaswani et al. 2017).</summary>
    InverseSquareRoot,

    /// <summary>By a factor whenever the loss of the development set has stopped falling (as Joey NMT's default does).</summary>
    Plateau,

    /// <summary>Not at all.</summary>
    Constant,
}

internal sealed record ScheduleConfig
{
    public ScheduleKind Kind { get; init; } = ScheduleKind.Cosine;

    /// <summary>Steps over which the rate climbs in a straight line from zero.</summary>
    [Range(0, 10_000_000)]
    public int WarmupSteps { get; init; } = 800;

    /// <summary>Where cosine and line end and below which no plateau takes the rate, as a share of the highest rate.</summary>
    [Range(0d, 1d)]
    public double FinalShare { get; init; }

    /// <summary>What a plateau multiplies the rate by.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double PlateauFactor { get; init; } = 0.5;

    /// <summary>Evaluations in a row without a smaller loss that a plateau waits for; the next one cuts the rate.</summary>
    [Range(0, 100_000)]
    public int PlateauPatience { get; init; } = 1;
}
