using System.Globalization;
using System.Text;

namespace Nmt.Training.Evaluation;

/// <summary>
/// What the reference implementation inherits from Python's <c>str</c> where .NET differs: what counts as white space,
/// and lower case. Scores depend on both.
/// </summary>
internal static class PythonText
{
    /// <summary>Unlike <see cref="char.IsWhiteSpace(char)"/>, Python also counts the separators U+001C..U+001F.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    public static string Trim(string text) => TrimEnd(text[Leading(text)..]);

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary>What lies between the white space; no word is empty.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsSpace(text[end]))
                end++;
            if (end > start)
                words.Add(text[start..end]);
            start = end + 1;
        }

        return words;
    }

    /// <summary>
    /// Full lower case: simple mappings, and the two of Unicode's special casings that need no language: dotted capital
    /// I becomes two characters, and capital sigma at the end of a word becomes final sigma.
    /// </summary>
    public static string ToLower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (!text.AsSpan().ContainsAny('\u0130', '\u03A3'))
            return lower;

        // Both mappings keep the length in UTF-16, so positions in text and in lower agree up to here.
        var result = new StringBuilder(lower);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u03A3' && IsFinal(text, i))
                result[i] = '\u03C2';
        }

        return result.Replace("\u0130", "i\u0307").ToString();
    }

    private static int Leading(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        return start;
    }

    // Unicode, section 3.13, Final_Sigma: a cased letter before and none behind, whatever case-ignorable stands between.
    private static bool IsFinal(string text, int at)
    {
        var runes = text[..at].EnumerateRunes().Reverse().SkipWhile(IsCaseIgnorable);
        if (!runes.Take(1).Any(IsCased))
            return false;
        return !text[(at + 1)..].EnumerateRunes().SkipWhile(IsCaseIgnorable).Take(1).Any(IsCased);
    }

    private static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsCaseIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;
}
