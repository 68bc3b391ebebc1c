using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Nmt.Model.Text;

/// <summary>
/// Splits a text into sentences and the white space between them. Nothing is lost: the spans together are the text.
/// </summary>
/// <remarks>
/// A sentence ends at a line break; after <c>。！？</c>; and after <c>. ! ? …</c> (closing quotes and brackets included)
/// when white space follows and then a capital, a digit, an opening mark, or a letter of a script without case. A single
/// full stop does not end one after an initial ("J. Brown", "z. B."), letters with stops between them ("e.g.", "U.S."),
/// a known abbreviation, or a number of one or two digits, which is an ordinal in German ("am 3. Mai").
/// </remarks>
public static class SentenceSplitter
{
    private const string Stops = ".!?…";
    private const string WideStops = "。！？｡";
    private const string Closers = "\"'”’“‘»«›‹)]}」』）】〉》";
    private const string Openers = "\"'“‘„‚»«›‹([{¿¡「『（【〈《-–—•*";
    private const string LineBreaks = "\n\r\v\f\u0085\u2028\u2029";

    private static readonly FrozenSet<string> Abbreviations = FrozenSet.ToFrozenSet(
        [
            "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "gen", "col", "sgt", "capt", "lt", "rev", "hon", "gov",
            "sen", "rep", "approx", "dept", "est", "cf", "al", "mt", "messrs", "mme", "mlle",
            "hr", "fr", "frl", "bzw", "ca", "evtl", "ggf", "inkl", "exkl", "vgl", "str", "tel", "mio", "mrd", "geb", "gest",
            "sog", "allg", "dipl", "ing", "bspw", "zzgl", "abzgl", "einschl", "jh", "phil", "med", "jur", "nat",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Words of their own ("No.", "Art.") unless a number follows.
    private static readonly FrozenSet<string> AbbreviationsBeforeNumbers = FrozenSet.ToFrozenSet(
        [
            "no", "nos", "nr", "fig", "vol", "pp", "ch", "sec", "art", "abs", "abb", "kap", "bd", "tab", "ziff",
            "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<TextSpan> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spans = new List<TextSpan>();
        var position = 0;
        while (position < text.Length)
        {
            var start = position;
            var isGap = char.IsWhiteSpace(text[start]);
            position = isGap ? EndOfGap(text, start) : EndOfSentence(text, start);
            spans.Add(new TextSpan(text[start..position], isGap));
        }

        return spans;
    }

    private static int EndOfGap(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        return start;
    }

    // The sentence from start on, without the white space behind it.
    private static int EndOfSentence(string text, int start)
    {
        var lastVisible = start;
        for (var i = start; i < text.Length; i++)
        {
            if (LineBreaks.Contains(text[i]))
                break;
            if (char.IsWhiteSpace(text[i]))
                continue;

            lastVisible = i;
            if (!IsStop(text[i]))
                continue;
            var end = EndOfStops(text, i);
            if (IsSentenceEnd(text, start, i, end))
                return end;
            lastVisible = i = end - 1;
        }

        return lastVisible + 1;
    }

    private static bool IsStop(char character) => Stops.Contains(character) || WideStops.Contains(character);

    private static int EndOfStops(string text, int position)
    {
        while (position < text.Length && IsStop(text[position]))
            position++;
        while (position < text.Length && Closers.Contains(text[position]))
            position++;
        return position;
    }

    private static bool IsSentenceEnd(string text, int start, int stop, int end)
    {
        if (end == text.Length || WideStops.Contains(text[stop]))
            return true;
        if (!char.IsWhiteSpace(text[end]))
            return false;

        var next = EndOfGap(text, end);
        if (next == text.Length || text.AsSpan(end, next - end).IndexOfAny(LineBreaks) >= 0)
            return true;
        return CanBegin(text, next) && !(text[stop] == '.' && IsAbbreviation(text, start, stop, end, next));
    }

    private static bool CanBegin(string text, int position)
    {
        if (Openers.Contains(text[position]))
            return true;
        return Rune.TryGetRuneAt(text, position, out var rune) && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherSymbol;
    }

    private static bool IsAbbreviation(string text, int start, int stop, int end, int next)
    {
        if (end > stop + 1 && IsStop(text[stop + 1]))
            return false; // several stops: an ellipsis, not an abbreviation

        var from = stop;
        while (from > start && !char.IsWhiteSpace(text[from - 1]) && !Openers.Contains(text[from - 1]))
            from--;
        var word = text[from..stop];
        if (word.Length is 1 or 2 && word.All(char.IsAsciiDigit))
            return true;
        if (word.Length > 0 && word.Split('.').All(part => part.Length == 1 && char.IsLetter(part[0])))
            return !word.EndsWith(".m", StringComparison.OrdinalIgnoreCase); // "at 5 p.m." may well end a sentence
        return Abbreviations.Contains(word)
            || (char.IsDigit(text[next]) && AbbreviationsBeforeNumbers.Contains(word));
    }
}
