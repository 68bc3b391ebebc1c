using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>How well a model predicts a text: what the scores of its lines add up to.</summary>
/// <param name="Lines">All lines.</param>
/// <param name="Pieces">Of the translations, end marks counted.</param>
/// <param name="Characters">Code points of the translations.</param>
/// <param name="LogProbability">Of all translations together, in nats.</param>
internal sealed record PerplexityReport(int Lines, long Pieces, long Characters, double LogProbability)
{
    /// <summary>Nats per piece.</summary>
    public double CrossEntropy => Pieces == 0 ? 0 : -LogProbability / Pieces;

    /// <summary>Per piece: comparable between models of one vocabulary.</summary>
    public double Perplexity => Math.Exp(CrossEntropy);

    /// <summary>Comparable between vocabularies.</summary>
    public double BitsPerCharacter => Characters == 0 ? 0 : -LogProbability / Math.Log(2) / Characters;

    public static PerplexityReport Of(IReadOnlyList<ForcedScore> scores, IReadOnlyList<string> targets) => new(
        scores.Count,
        scores.Sum(score => (long)score.Pieces.Count),
        targets.Sum(target => (long)target.EnumerateRunes().Count()),
        scores.Sum(score => score.LogProbability));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"perplexity: {Perplexity:F4} per piece, cross-entropy: {CrossEntropy:F4} nats per piece, bits per character: {BitsPerCharacter:F4}, "
        + $"lines: {Lines}, pieces: {Pieces}, log-probability: {LogProbability:F4}");
}
