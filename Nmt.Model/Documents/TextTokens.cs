using System.Text;

namespace Nmt.Model.Documents;

/// <summary>The smallest stretches of a translation that are never cut between two runs.</summary>
internal static class TextTokens
{
    // An apostrophe or a hyphen inside a word does not end it.
    private const string Inner = "'’-‐‑";

    /// <summary>
    /// Words, each punctuation mark by itself, and each character by itself in scripts that put no space between words.
    /// </summary>
    public static IReadOnlyList<Range> Of(string text)
    {
        var tokens = new List<Range>();
        var position = 0;
        while (position < text.Length)
        {
            var start = position;
            position = End(text, start);
            if (!char.IsWhiteSpace(text[start]))
                tokens.Add(start..position);
        }

        return tokens;
    }

    /// <summary>Whether a line may be broken on either side of the character: Han, kana, and their punctuation.</summary>
    public static bool IsWide(char character) =>
        character is >= '\u2E80' and < '\uAC00' or >= '\uF900' and < '\uFB00' or >= '\uFF00' and < '\uFFE0';

    private static int End(string text, int start)
    {
        var length = Rune.TryGetRuneAt(text, start, out var first) ? first.Utf16SequenceLength : 1;
        var end = start + length;
        if (!IsOfWord(text, start) || IsWide(text[start]))
            return end;
        while (end < text.Length && !IsWide(text[end]) && (IsOfWord(text, end) || IsInner(text, end)))
            end += char.IsSurrogatePair(text, end) ? 2 : 1;
        return end;
    }

    private static bool IsInner(string text, int position) =>
        Inner.Contains(text[position]) && position + 1 < text.Length && IsOfWord(text, position + 1);

    // Marks and joiners (categories M and Cf) go with the letter before them.
    private static bool IsOfWord(string text, int position) =>
        char.IsLetterOrDigit(text, position) || char.GetUnicodeCategory(text, position) is
            System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
            or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.Format;
}
