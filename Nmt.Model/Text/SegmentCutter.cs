using System.Globalization;

namespace Nmt.Model.Text;

/// <summary>
/// Cuts a text that is too long for the model into pieces that fit: at the last sentence end that fits, else at the last
/// clause mark, else at the last space, else between two characters. Nothing is lost.
/// </summary>
public static class SegmentCutter
{
    private const string ClauseMarks = ",;:–—，、；：";

    /// <param name="text">A normalized text: single spaces, none at either end.</param>
    /// <param name="fits">Whether the model can take a text whole; of two beginnings of a text, the shorter one fits if the longer does.</param>
    public static IReadOnlyList<TextSpan> Cut(string text, Func<string, bool> fits)
    {
        var spans = new List<TextSpan>();
        while (text.Length > 0 && !fits(text))
        {
            var cut = BestCut(text, fits);
            spans.Add(new TextSpan(text[..cut].TrimEnd(' '), IsGap: false));
            var rest = text[cut..].TrimStart(' ');
            if (rest.Length < text.Length - spans[^1].Text.Length)
                spans.Add(new TextSpan(" ", IsGap: true));
            text = rest;
        }

        if (text.Length > 0)
            spans.Add(new TextSpan(text, IsGap: false));
        return spans;
    }

    private static int BestCut(string text, Func<string, bool> fits)
    {
        foreach (var places in new[] { SentenceEnds(text), ClauseEnds(text), Spaces(text), CharacterEnds(text) })
        {
            var count = CountThatFit(text, places, fits);
            if (count > 0)
                return places[count - 1];
        }

        // Not even one character fits; it goes alone, since a text is never dropped.
        return CharacterEnds(text) is [var first, ..] ? first : text.Length;
    }

    // The places are ascending, so the ones that fit come first: a binary search asks for few encodings.
    private static int CountThatFit(string text, int[] places, Func<string, bool> fits)
    {
        var (low, high) = (0, places.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (fits(text[..places[middle - 1]]))
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static int[] SentenceEnds(string text)
    {
        var position = 0;
        var ends = new List<int>();
        foreach (var span in SentenceSplitter.Split(text))
        {
            position += span.Text.Length;
            if (!span.IsGap && position < text.Length)
                ends.Add(position);
        }

        return [.. ends];
    }

    private static int[] ClauseEnds(string text) => Places(text, i =>
        ClauseMarks.Contains(text[i - 1]) && (text[i] == ' ' || text[i - 1] > '\u3000'));

    private static int[] Spaces(string text) => Places(text, i => text[i] == ' ');

    private static int[] CharacterEnds(string text) => [.. StringInfo.ParseCombiningCharacters(text).Skip(1)];

    private static int[] Places(string text, Func<int, bool> isPlace) =>
        [.. Enumerable.Range(1, Math.Max(text.Length - 1, 0)).Where(isPlace)];
}
