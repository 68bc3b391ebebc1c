using System.Text.Json;

namespace Nmt.Web.Services.Workshop;

/// <summary>Lines that have something in common, scored as a text of their own.</summary>
public sealed record AnalyzedGroup(string Label, int Lines, double Bleu, double Chrf, double? BaselineBleu, double? BaselineChrf);

/// <summary>All lines, in groups by one property.</summary>
public sealed record AnalyzedBreakdown(string Title, string Note, IReadOnlyList<AnalyzedGroup> Groups);

/// <summary>A line with a fault, and the words at fault.</summary>
public sealed record AnalyzedExample(int Line, string Found, string Hypothesis);

/// <summary>A kind of fault and how often it occurs.</summary>
public sealed record AnalyzedFinding(string Title, string Note, int Count, int? Baseline, IReadOnlyList<AnalyzedExample> Examples);

/// <summary>One line with all that is known of it.</summary>
public sealed record AnalyzedLine(
    int Line, string Source, IReadOnlyList<string> References, string Hypothesis, double Bleu, double Chrf)
{
    public string? Baseline { get; init; }

    public double? BaselineBleu { get; init; }

    public double? BaselineChrf { get; init; }
}

/// <summary>What <c>nmt evaluate --report</c> writes as JSON, as far as the page shows it.</summary>
public sealed record TranslationAnalysis
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public int Lines { get; init; }

    /// <summary>Words of the translations for each word of the references.</summary>
    public double LengthRatio { get; init; }

    public double? BaselineLengthRatio { get; init; }

    public IReadOnlyList<AnalyzedBreakdown> Breakdowns { get; init; } = [];

    public IReadOnlyList<AnalyzedFinding> Findings { get; init; } = [];

    /// <summary>Lowest chrF first.</summary>
    public IReadOnlyList<AnalyzedLine> Worst { get; init; } = [];

    public IReadOnlyList<AnalyzedLine> Improved { get; init; } = [];

    public IReadOnlyList<AnalyzedLine> Worsened { get; init; } = [];

    /// <summary>Null where there is no such file, or it is none.</summary>
    public static TranslationAnalysis? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<TranslationAnalysis>(File.ReadAllBytes(path), Json) : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return null;
        }
    }
}
