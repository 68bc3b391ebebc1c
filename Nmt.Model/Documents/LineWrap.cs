using System.Text.RegularExpressions;

namespace Nmt.Model.Documents;

/// <summary>Breaks a subtitle into lines of like lengths.</summary>
internal static partial class LineWrap
{
    private const string Opening = "「『（【〈《";
    private const string Closing = "、。，．！？；：」』）】〉》ー々っッゃゅょャュョ";

    /// <summary>The text on at most so many lines, the sum of their squared lengths as small as can be.</summary>
    /// <param name="text">Without line breaks. Tags have no length and are not broken.</param>
    /// <param name="lines">How many; fewer where there are fewer words.</param>
    public static IReadOnlyList<string> Balance(string text, int lines)
    {
        var atoms = Atoms(text);
        var count = Math.Clamp(lines, 1, Math.Max(atoms.Count, 1));
        if (count == 1)
            return [text];

        // cost[k, i]: of the first i atoms on k lines; the last of them begins with atom from[k, i].
        var cost = new double[count + 1, atoms.Count + 1];
        var from = new int[count + 1, atoms.Count + 1];
        for (var i = 1; i <= atoms.Count; i++)
            cost[0, i] = double.PositiveInfinity;
        for (var k = 1; k <= count; k++)
        {
            cost[k, 0] = double.PositiveInfinity;
            for (var i = 1; i <= atoms.Count; i++)
            {
                from[k, i] = Enumerable.Range(0, i).MinBy(start => cost[k - 1, start] + Cost(start, i));
                cost[k, i] = cost[k - 1, from[k, i]] + Cost(from[k, i], i);
            }
        }

        var broken = new string[count];
        var end = atoms.Count;
        for (var k = count; k >= 1; k--)
        {
            broken[k - 1] = Line(from[k, end], end);
            end = from[k, end];
        }

        return broken;

        string Line(int start, int stop) => text[atoms[start].Start..atoms[stop - 1].End];

        double Cost(int start, int stop) => Math.Pow(Tag().Replace(Line(start, stop), "").Length, 2);
    }

    /// <summary>A tag such as <c>&lt;i&gt;</c>, or a position such as <c>{\an8}</c>.</summary>
    [GeneratedRegex(@"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")]
    internal static partial Regex Tag();

    // Words with their tags; in scripts without spaces, single characters with the punctuation that clings to them.
    private static List<Range> Atoms(string text)
    {
        var inTag = new bool[text.Length];
        foreach (Match tag in Tag().Matches(text))
            inTag.AsSpan(tag.Index, tag.Length).Fill(true);

        var atoms = new List<Range>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var isSpace = i < text.Length && char.IsWhiteSpace(text[i]) && !inTag[i];
            if (i < text.Length && !isSpace && !(i > start && MayBreakBefore(text, i)))
                continue;
            if (i > start)
                atoms.Add(start..i);
            start = isSpace ? i + 1 : i;
        }

        return atoms;
    }

    private static bool MayBreakBefore(string text, int i) =>
        TextTokens.IsWide(text[i - 1]) && TextTokens.IsWide(text[i]) && !Closing.Contains(text[i]) && !Opening.Contains(text[i - 1]);
}
