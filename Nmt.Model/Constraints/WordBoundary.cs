using System.Globalization;
using System.Text;

namespace Nmt.Model.Constraints;

/// <summary>Whether a phrase stands by itself or is part of a longer word.</summary>
internal static class WordBoundary
{
    /// <summary>
    /// Letters, marks and digits are joined to their neighbours. Scripts that set no space between words have no such
    /// boundary: there a phrase may stand anywhere.
    /// </summary>
    public static bool IsInWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber => !IsWithoutSpaces(rune.Value),
        UnicodeCategory.OtherLetter => !IsWithoutSpaces(rune.Value),
        _ => false,
    };

    /// <summary>Whether the phrase between two places of a text stands by itself there.</summary>
    public static bool StandsAlone(string text, int start, int end)
    {
        Rune.DecodeFromUtf16(text.AsSpan(start), out var first, out _);
        Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var last, out _);
        Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var before, out _);
        Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out _);
        return !(start > 0 && IsInWord(first) && IsInWord(before)) && !(end < text.Length && IsInWord(last) && IsInWord(after));
    }

    /// <summary>The places where a phrase stands by itself in a text.</summary>
    public static IEnumerable<int> Find(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            if (StandsAlone(text, at, at + phrase.Length))
                yield return at;
        }
    }

    // Thai, Lao, Myanmar, Khmer; Han, kana, bopomofo and their marks; Han beyond the first plane.
    private static bool IsWithoutSpaces(int value) => value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F)
        or (>= 0x1780 and <= 0x17FF) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xF900 and <= 0xFAFF) or >= 0x20000;
}
