using System.Text;
using System.Text.RegularExpressions;

namespace Nmt.Web.Services;

/// <summary>A language and how sure the detector is of it, 0 to 100.</summary>
public sealed record DetectedLanguage(string Language, int Confidence);

/// <summary>
/// Tells the installed languages apart, no others: by frequent words, by letters that only some of them use, and by
/// frequent pairs and triples of letters. Small, and good enough to choose between the few models of one server.
/// </summary>
public sealed partial class LanguageDetector
{
    private const int WordWeight = 6;
    private const int LetterWeight = 4;
    private const int SequenceWeight = 1;

    /// <summary>Evidence below this is doubtful, whatever the others have: one short word proves little.</summary>
    private const double FullEvidence = 12;

    /// <summary>How well the text fits each of <paramref name="languages"/>, best first; never empty for a non-empty list.</summary>
    /// <returns>Confidence 0 throughout where the text has no evidence, for example emoji or digits only.</returns>
    public IReadOnlyList<DetectedLanguage> Detect(string text, IReadOnlyList<string> languages)
    {
        string sample = text.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        string[] words = [.. Word().Matches(sample).Select(match => match.Value)];
        (string Language, double Score)[] scores = [.. languages.Select(each => (each, Score(each, words)))];
        double sum = scores.Sum(each => each.Score);
        double evidence = Math.Min(1, scores.Select(each => each.Score).DefaultIfEmpty().Max() / FullEvidence);
        return
        [
            .. scores
                .OrderByDescending(each => each.Score)
                .Select(each => new DetectedLanguage(each.Language, Percent(each.Score, sum, evidence))),
        ];
    }

    private static int Percent(double score, double sum, double evidence)
    {
        if (sum <= 0)
        {
            return 0;
        }

        double share = score / sum;
        return (int)Math.Round(100 * share * (0.5 + (0.5 * evidence)));
    }

    private static double Score(string language, string[] words)
    {
        if (!LanguageProfile.All.TryGetValue(language.Split('-')[0].ToLowerInvariant(), out LanguageProfile? profile))
        {
            return 0;
        }

        double score = 0;
        foreach (string word in words)
        {
            score += profile.Words.Contains(word) ? WordWeight : 0;
            score += word.Count(profile.Letters.Contains) * LetterWeight;
            score += word.Count(profile.IsOfScript) * (profile.HasOwnScript ? LetterWeight : 0);
            string padded = $" {word} ";
            score += profile.Sequences.Count(sequence => padded.Contains(sequence, StringComparison.Ordinal)) * SequenceWeight;
        }

        return score;
    }

    [GeneratedRegex(@"[\p{L}\p{M}']+")]
    private static partial Regex Word();
}
