namespace Nmt.Training.Evaluation;

/// <summary>The lines that have something in common, scored as a text of their own.</summary>
internal sealed record LineGroup
{
    /// <summary>What they have in common.</summary>
    public required string Label { get; init; }

    public required int Lines { get; init; }

    public required double Bleu { get; init; }

    public required double Chrf { get; init; }

    /// <summary>The other system's on the same lines; null where there is none.</summary>
    public double? BaselineBleu { get; init; }

    public double? BaselineChrf { get; init; }
}
