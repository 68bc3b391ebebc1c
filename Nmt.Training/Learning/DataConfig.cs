using System.ComponentModel.DataAnnotations;

namespace Nmt.Training.Learning;

/// <summary>Which pairs are trained on.</summary>
internal sealed record DataConfig
{
    /// <summary>Longest side of a pair in pieces; longer pairs are left out and counted.</summary>
    [Range(1, 10_000)]
    public int MaxLength { get; init; } = 100;

    public BpeDropoutConfig BpeDropout { get; init; } = new();
}

/// <summary>
/// BPE-dropout (Provilkov et al. 2020, arXiv 1910.13267): each merge is skipped with this probability, and every epoch
/// spells the corpus anew, so that the network sees a word in many pieces. The paper takes 0.1, for small corpora on both
/// sides. Evaluation and translation spell as ever. A pair that would exceed the longest length keeps its usual pieces.
/// </summary>
internal sealed record BpeDropoutConfig
{
    /// <summary>Of the source; 0 for none, 1 for single bytes.</summary>
    [Range(0d, 1d)]
    public double Source { get; init; }

    /// <summary>Of the target.</summary>
    [Range(0d, 1d)]
    public double Target { get; init; }

    /// <summary>Whether any side has it.</summary>
    public bool IsOn => Source > 0 || Target > 0;
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

    /// <summary>Batches whose gradients make one step, as if they were one batch: a large batch in little memory.</summary>
    [Range(1, 10_000)]
    public int Accumulate { get; init; } = 1;
}
