using System.Text.RegularExpressions;

namespace Nmt.Data.Grammar;

/// <summary>English orthography: a or an, plural and verb endings, contractions.</summary>
internal static partial class EnglishSpelling
{
    private static readonly string[] SilentOrGliding = ["hour", "honest"];
    private static readonly string[] SoundsLikeYou = ["uni", "use", "euro", "one"];

    /// <summary>"a" or "an", by the sound that follows.</summary>
    public static string Article(string next)
    {
        if (SilentOrGliding.Any(word => next.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            return "an";
        if (SoundsLikeYou.Any(word => next.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            return "a";
        return "aeiou".Contains(char.ToLowerInvariant(next[0]), StringComparison.Ordinal) ? "an" : "a";
    }

    /// <summary>The ending s of plurals and of the third person: boxes, cities, days.</summary>
    public static string WithS(string word)
    {
        if (word.EndsWith('y') && !"aeiou".Contains(word[^2], StringComparison.Ordinal))
            return word[..^1] + "ies";
        bool hisses = word[^1] is 's' or 'x' or 'z' or 'o' || word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith("sh", StringComparison.Ordinal);
        return word + (hisses ? "es" : "s");
    }

    /// <summary>What people write: "do not" as "don't", "I am" as "I'm" unless the clause ends there.</summary>
    public static string Contract(string sentence)
    {
        string text = NegatedVerb().Replace(sentence, match => match.Groups[1].Value switch
        {
            "will" => "won't",
            "can" => "can't",
            string verb => verb + "n't",
        });
        return PronounAndVerb().Replace(text, match => match.Groups[1].Value + match.Groups[3].Value + (match.Groups[2].Value + match.Groups[4].Value) switch
        {
            "am" => "'m",
            "are" => "'re",
            "is" => "'s",
            "will" => "'ll",
            "would" => "'d",
            _ => "'ve",
        }).Replace("let us ", "let's ", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(do|does|did|is|are|was|were|will|can|could|should|would|have|has|had) ?not\b", RegexOptions.IgnoreCase)]
    private static partial Regex NegatedVerb();

    // "have" only before a participle's adverb: "I have a dog" stays.
    [GeneratedRegex(@"\b(?:(I|you|he|she|it|we|they) (am|are|is|will|would(?= like| rather)|have(?= already| never| just| been))|(there|what|that|where|who|how|here) (is))(?= [a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex PronounAndVerb();
}
