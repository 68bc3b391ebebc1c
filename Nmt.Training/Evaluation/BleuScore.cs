using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>A BLEU score with all that it was computed from. Lists run over the orders 1 to 4.</summary>
internal sealed record BleuScore
{
    /// <summary>0 to 100.</summary>
    public required double Score { get; init; }

    public required ScoreSignature Signature { get; init; }

    /// <summary>Matched n-grams; with add-k smoothing, the added value included.</summary>
    public required IReadOnlyList<double> Counts { get; init; }

    /// <summary>N-grams of the hypotheses; with add-k smoothing, the added value included.</summary>
    public required IReadOnlyList<double> Totals { get; init; }

    /// <summary>Smoothed, in percent.</summary>
    public required IReadOnlyList<double> Precisions { get; init; }

    /// <summary>0 to 1; below 1 where the hypotheses are shorter than the references.</summary>
    public required double BrevityPenalty { get; init; }

    public required long HypothesisLength { get; init; }

    public required long ReferenceLength { get; init; }

    /// <summary>Words of the hypotheses to words of the references; 0 where the references have none.</summary>
    public double Ratio => ReferenceLength == 0 ? 0 : (double)HypothesisLength / ReferenceLength;

    /// <summary>What stands behind the score, as in <c>70.1/46.2/33.0/24.5 (BP = 1.000 ratio = 1.002 hyp_len = 10 ref_len = 10)</c>.</summary>
    public string Verbose => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join('/', Precisions.Select(p => MetricScore.Fixed(p, 1)))} (BP = {BrevityPenalty:F3} ratio = {Ratio:F3} "
        + $"hyp_len = {HypothesisLength} ref_len = {ReferenceLength})");

    /// <summary>The score as it is reported.</summary>
    public MetricScore Line => new("BLEU", Score, Signature, Verbose);
}
