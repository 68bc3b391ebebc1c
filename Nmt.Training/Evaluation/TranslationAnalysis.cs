namespace Nmt.Training.Evaluation;

/// <summary>What a person needs to know of a system's translations to do something about them.</summary>
internal sealed record TranslationAnalysis
{
    public required string System { get; init; }

    /// <summary>The other system; null where there is none.</summary>
    public string? Baseline { get; init; }

    public required int Lines { get; init; }

    public required IReadOnlyList<AnalyzedScore> Scores { get; init; }

    /// <summary>Words of the translations for each word of the references nearest in length.</summary>
    public required double LengthRatio { get; init; }

    public double? BaselineLengthRatio { get; init; }

    public required IReadOnlyList<Breakdown> Breakdowns { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Lowest chrF first.</summary>
    public required IReadOnlyList<AnalyzedLine> Worst { get; init; }

    /// <summary>Where chrF exceeds the other system's most; empty where there is none.</summary>
    public required IReadOnlyList<AnalyzedLine> Improved { get; init; }

    /// <summary>Where chrF falls short of the other system's most.</summary>
    public required IReadOnlyList<AnalyzedLine> Worsened { get; init; }
}
