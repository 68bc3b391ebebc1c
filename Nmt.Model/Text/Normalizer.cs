using System.Globalization;
using System.Text;

namespace Nmt.Model.Text;

/// <summary>
/// Brings a text into the one form that the model is trained on. Normalizing twice changes nothing more.
/// <list type="bullet">
/// <item>Every run of Unicode white space (line ends, tabs and no-break spaces included) becomes one space; none stays
/// at either end.</item>
/// <item>Characters without text are dropped: the other C0 and C1 control characters, U+FEFF (byte order mark), and
/// U+00AD (soft hyphen, a hint for line breaking that would cut words into rare pieces).</item>
/// <item>What stands for lost text becomes U+FFFD: lone surrogates and the 66 noncharacters of Unicode.</item>
/// <item>The rest is composed (NFC). Letter case, punctuation, compatibility characters, joiners (U+200C, U+200D),
/// variation selectors and marks of direction stay as they are.</item>
/// </list>
/// </summary>
public static class Normalizer
{
    private const int ByteOrderMark = 0xFEFF;
    private const int SoftHyphen = 0x00AD;

    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsPlain(text))
        {
            return text;
        }

        // Composition comes last: a dropped character must not keep a letter from its accent. It cannot bring white
        // space back, since the only characters that compose to white space are white space themselves.
        string clean = Clean(text);
        return clean.IsNormalized(NormalizationForm.FormC) ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Printable ASCII with single spaces inside, the common case, is normalized already.</summary>
    private static bool IsPlain(string text)
    {
        char previous = ' ';
        foreach (char character in text)
        {
            if (character is < ' ' or > '~' || (character == ' ' && previous == ' '))
            {
                return false;
            }

            previous = character;
        }

        return text.Length == 0 || previous != ' ';
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        bool spaceBefore = false;

        // EnumerateRunes yields U+FFFD for a lone surrogate.
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                spaceBefore = clean.Length > 0;
                continue;
            }

            if (HasNoText(rune))
            {
                continue;
            }

            if (spaceBefore)
            {
                clean.Append(' ');
                spaceBefore = false;
            }

            clean.Append(IsNoncharacter(rune) ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    private static bool HasNoText(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || rune.Value is ByteOrderMark or SoftHyphen;

    private static bool IsNoncharacter(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
