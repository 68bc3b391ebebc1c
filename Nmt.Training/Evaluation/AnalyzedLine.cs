namespace Nmt.Training.Evaluation;

/// <summary>A line of an analysis with all that is known of it.</summary>
internal sealed record AnalyzedLine
{
    /// <summary>Counted from 1.</summary>
    public required int Line { get; init; }

    public required string Source { get; init; }

    public required IReadOnlyList<string> References { get; init; }

    public required string Hypothesis { get; init; }

    /// <summary>Of this line by itself, with effective order.</summary>
    public required double Bleu { get; init; }

    public required double Chrf { get; init; }

    /// <summary>The share of the source that was attended, 0 to 1; null where no model told. See <see cref="AttentionCoverage"/>.</summary>
    public double? Attended { get; init; }

    /// <summary>What the other system wrote; null where there is none.</summary>
    public string? Baseline { get; init; }

    public double? BaselineBleu { get; init; }

    public double? BaselineChrf { get; init; }
}
