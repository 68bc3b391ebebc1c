using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>A score of any metric as it is reported.</summary>
/// <param name="Name">BLEU, chrF2, chrF2++, TER.</param>
/// <param name="Score">In percent.</param>
/// <param name="Signature">How it was computed.</param>
/// <param name="Verbose">What stands behind the score; empty where a metric has nothing to add.</param>
internal sealed record MetricScore(string Name, double Score, ScoreSignature Signature, string Verbose = "")
{
    /// <summary>Null unless the text was resampled.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>As in <c>μ = 22.2 ± 16.5</c>; null where there is none, or no resample scored at all.</summary>
    public string? Confidence(int width) => Interval is { Mean: > 0 } interval
        ? $"μ = {Fixed(interval.Mean, width)} ± {Fixed(interval.HalfWidth, width)}"
        : null;

    /// <summary>The score with so many digits behind the point; a tie goes to the even digit.</summary>
    public string Rounded(int width) => Fixed(Score, width);

    /// <summary>The score, and the interval where there is one.</summary>
    public string ScoreOnly(int width) =>
        Confidence(width) is { } confidence ? $"{Rounded(width)} ({confidence})" : Rounded(width);

    /// <summary>The whole line, as sacreBLEU prints it.</summary>
    public string ToText(int width, bool shortSignature = false)
    {
        var line = $"{Name}|{(shortSignature ? Signature.Short : Signature.ToString())} = {ScoreOnly(width)}";
        return Verbose.Length > 0 ? $"{line} {Verbose}" : line;
    }

    public static string Fixed(double value, int digits) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
