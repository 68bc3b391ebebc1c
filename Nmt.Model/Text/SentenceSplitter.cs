using System.Globalization;
using System.Text;

namespace Nmt.Model.Text;

/// <summary>
/// Splits a text into sentences and the white space between them. Nothing is lost: the spans together are the text.
/// </summary>
/// <remarks>
/// A sentence ends at a line break; after a mark that ends nothing else, such as <c>。！？।؟۔։።။។</c>; and after
/// <c>. ! ? …</c> when white space follows and then a capital, a digit, an opening mark, or a letter of a script without
/// case. Closing quotes and brackets and the number of a note ("end.”[1]") belong to the sentence before.
/// A single full stop does not end one after an initial ("J. Brown", "z. B."), letters with stops between them ("e.g.",
/// "U.S."), one of the <see cref="Abbreviations"/>, or an ordinal of one or two digits ("am 3. Mai").
/// Scripts that separate sentences by a space alone (Thai, Lao) are not split.
/// </remarks>
public static class SentenceSplitter
{
    private const string Stops = ".!?…";

    // They end a sentence whatever comes next: Han and kana, Devanagari, Arabic and Urdu, Armenian, Ethiopic, Myanmar,
    // Khmer, Mongolian, and doubled marks.
    private const string WideStops = "。！？｡．।॥؟۔։።፧။។៕᠃‼⁇⁈⁉";

    private const string Closers = "\"'”’“‘»«›‹)]}」』）】〉》";
    private const string Openers = "\"'“‘„‚»«›‹([{¿¡「『（【〈《-–—•*#@";
    private const string LineBreaks = "\n\r\v\f\u0085\u2028\u2029";

    // A quotation goes on with one of these: 「行こう。」と言った。
    private const string AfterQuotation = "とっ、，";

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
        return EndOfNotes(text, position);
    }

    // The numbers of notes: [1], [2][3], ¹².
    private static int EndOfNotes(string text, int position)
    {
        while (position < text.Length && char.GetUnicodeCategory(text[position]) == UnicodeCategory.OtherNumber)
            position++;
        if (position == text.Length || text[position] != '[')
            return position;
        var end = position + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var isNote = end > position + 1 && end < text.Length && text[end] == ']';
        return isNote ? EndOfNotes(text, end + 1) : position;
    }

    private static bool IsSentenceEnd(string text, int start, int stop, int end)
    {
        if (end == text.Length)
            return true;
        if (WideStops.Contains(text[stop]))
            return !(Closers.Contains(text[end - 1]) && AfterQuotation.Contains(text[end]));
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
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol;
    }

    private static bool IsAbbreviation(string text, int start, int stop, int end, int next)
    {
        if (end > stop + 1 && IsStop(text[stop + 1]))
            return false; // several stops: an ellipsis, not an abbreviation

        var from = StartOfWord(text, start, stop);
        var word = text[from..stop];
        if (word.Length is 1 or 2 && word.All(char.IsAsciiDigit))
            return Abbreviations.IsOrdinalBetween(WordBefore(text, start, from), WordAt(text, next));
        return word.Length == 1 && char.IsLetter(word[0])
            ? IsInitial(word, WordBefore(text, start, from))
            : IsSpelledOut(word, WordAt(text, next)) || Abbreviations.Contains(word, char.IsDigit(text[next]));
    }

    // "J. Brown", "z. B."; but "we and I. Then", and a unit as in "5 m. Then".
    private static bool IsInitial(string letter, string before) =>
        !(letter == "I" && before.Length > 0 && before.All(char.IsLower)) && !(before.Length > 0 && char.IsDigit(before[^1]));

    // "e.g.", "U.S."; but "at 5 p.m. We" and "in the U.S. The" may well end a sentence.
    private static bool IsSpelledOut(string word, string after) =>
        word.Contains('.') && word.Split('.').All(part => part.Length == 1 && char.IsLetter(part[0]))
        && !word.EndsWith(".m", StringComparison.OrdinalIgnoreCase)
        && !(char.IsUpper(word[0]) && Abbreviations.IsBeginning(after));

    private static int StartOfWord(string text, int start, int end)
    {
        while (end > start && !char.IsWhiteSpace(text[end - 1]) && !Openers.Contains(text[end - 1]))
            end--;
        return end;
    }

    // Empty where the sentence begins.
    private static string WordBefore(string text, int start, int position)
    {
        var end = position;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return text[StartOfWord(text, start, end)..end];
    }

    private static string WordAt(string text, int position)
    {
        var end = position;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        return text[position..end];
    }
}
