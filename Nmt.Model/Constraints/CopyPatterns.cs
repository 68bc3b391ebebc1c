using System.Text.RegularExpressions;

namespace Nmt.Model.Constraints;

/// <summary>Finds what of a source is to be copied. What one kind has found, the kinds behind it do not look into.</summary>
internal static partial class CopyPatterns
{
    /// <summary>The source without its marks, and the phrases that its translation must contain.</summary>
    public static (string Text, IReadOnlyList<string> Phrases) Find(string text, CopyKinds kinds)
    {
        var found = new List<string>();
        if (kinds.HasFlag(CopyKinds.Marked))
            text = Mark().Replace(text, match => Keep(found, match.Groups[1].Value.Trim()));
        var left = found.Aggregate(text, (rest, phrase) => rest.Replace(phrase, "\n", StringComparison.Ordinal));
        foreach (var (kind, pattern) in (ReadOnlySpan<(CopyKinds, Regex)>)
            [(CopyKinds.Emails, Email()), (CopyKinds.Urls, Url()), (CopyKinds.Numbers, Number()), (CopyKinds.Names, Name())])
        {
            left = pattern.Replace(left, match =>
            {
                if (kinds.HasFlag(kind))
                    Keep(found, match.Value);
                return "\n"; // no text has a line end: what was found is not found again
            });
        }

        return (text, found.Where(phrase => phrase.Length > 0).Distinct(StringComparer.Ordinal).ToList());
    }

    private static string Keep(List<string> found, string phrase)
    {
        found.Add(phrase);
        return phrase;
    }

    [GeneratedRegex(@"\[\[(.*?)\]\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    // A mark that ends a sentence is no part of the address.
    [GeneratedRegex(@"\b(?:(?:https?|ftp)://|www\.)[^\s<>""'()]*[^\s<>""'().,;:!?]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Nd}+(?:[.,:/'’-]\p{Nd}+)*(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=[\p{L}\p{N},;:\n]\s)\p{Lu}[\p{L}\p{M}\p{N}]+(?:[-'’]\p{L}[\p{L}\p{M}]*)*(?:\s\p{Lu}[\p{L}\p{M}\p{N}]+(?:[-'’]\p{L}[\p{L}\p{M}]*)*)*|\b\p{Lu}{2,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
