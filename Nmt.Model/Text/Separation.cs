using System.Text;

namespace Nmt.Model.Text;

/// <summary>
/// The three rewriting rules that the mteval scripts (NIST's mteval-v13a.pl and v14) build tokenizations from. Each goes over the
/// text once, from left to right. Matches of two characters do not overlap: the scan goes on behind both, which decides
/// what becomes of runs such as "..", so the rules cannot be merged into one without changing scores.
/// </summary>
public static class Separation
{
    /// <summary>Sets each mark apart: <c>m</c> becomes <c>" m "</c>.</summary>
    public static List<Rune> Around(List<Rune> text, Func<Rune, bool> isMark)
    {
        var result = new List<Rune>(text.Count * 2);
        foreach (var rune in text)
        {
            if (isMark(rune))
                result.AddRange(Space, rune, Space);
            else
                result.Add(rune);
        }

        return result;
    }

    /// <summary>Sets a mark apart that follows a certain character: <c>bm</c> becomes <c>"b m "</c>.</summary>
    public static List<Rune> After(List<Rune> text, Func<Rune, bool> isBefore, Func<Rune, bool> isMark)
    {
        var result = new List<Rune>(text.Count * 2);
        for (var i = 0; i < text.Count; i++)
        {
            result.Add(text[i]);
            if (i + 1 < text.Count && isBefore(text[i]) && isMark(text[i + 1]))
                result.AddRange(Space, text[++i], Space);
        }

        return result;
    }

    /// <summary>Sets a mark apart that a certain character follows: <c>ma</c> becomes <c>" m a"</c>.</summary>
    public static List<Rune> Before(List<Rune> text, Func<Rune, bool> isMark, Func<Rune, bool> isAfter)
    {
        var result = new List<Rune>(text.Count * 2);
        for (var i = 0; i < text.Count; i++)
        {
            if (i + 1 < text.Count && isMark(text[i]) && isAfter(text[i + 1]))
                result.AddRange(Space, text[i], Space, text[++i]);
            else
                result.Add(text[i]);
        }

        return result;
    }

    /// <summary>The characters of a text.</summary>
    public static List<Rune> Runes(string text)
    {
        var runes = new List<Rune>(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            runes.Add(rune);
        return runes;
    }

    /// <summary>The text of characters.</summary>
    public static string Text(List<Rune> runes)
    {
        var text = new StringBuilder(runes.Count + 16);
        foreach (var rune in runes)
            text.Append(rune);
        return text.ToString();
    }

    private static Rune Space { get; } = new(' ');

    private static void AddRange(this List<Rune> list, params ReadOnlySpan<Rune> runes) =>
        CollectionExtensions.AddRange(list, runes);
}
