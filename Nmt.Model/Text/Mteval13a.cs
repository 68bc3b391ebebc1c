using System.Text;

namespace Nmt.Model.Text;

/// <summary>
/// The tokenization of NIST's mteval-v13a.pl, which WMT scores with: ASCII punctuation stands alone, except that full
/// stops and commas inside numbers and hyphens and apostrophes inside words stay.
/// </summary>
public static class Mteval13a
{
    /// <summary>Returns the line with white space between its tokens, and perhaps more white space elsewhere.</summary>
    public static string Separate(string line)
    {
        line = line.Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal) // a word broken at the end of a line
            .Replace('\n', ' ');
        if (line.Contains('&', StringComparison.Ordinal))
        {
            // In this order, one after the other: "&amp;lt;" ends as "<".
            line = line.Replace("&quot;", "\"", StringComparison.Ordinal)
                .Replace("&amp;", "&", StringComparison.Ordinal)
                .Replace("&lt;", "<", StringComparison.Ordinal)
                .Replace("&gt;", ">", StringComparison.Ordinal);
        }

        return SeparatePunctuation($" {line} ");
    }

    /// <summary>The part of the script for Western languages, which other tokenizations share.</summary>
    /// <param name="line">The text.</param>
    /// <param name="between">What else is done before full stops, commas and hyphens; null for nothing.</param>
    public static string SeparatePunctuation(string line, Func<string, string>? between = null)
    {
        var text = Separation.Around(Separation.Runes(line), IsAsciiPunctuation);
        if (between is not null)
            text = Separation.Runes(between(Separation.Text(text)));
        text = Separation.After(text, IsNoDigit, IsStopOrComma);
        text = Separation.Before(text, IsStopOrComma, IsNoDigit);
        text = Separation.After(text, IsDigit, IsHyphen);
        return Separation.Text(text);
    }

    // Everything in ASCII but letters, digits, control characters and ' , - . which depend on their neighbours.
    private static bool IsAsciiPunctuation(Rune rune) => rune.Value is
        (>= ' ' and <= '&') or (>= '(' and <= '+') or '/' or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    private static bool IsStopOrComma(Rune rune) => rune.Value is '.' or ',';

    private static bool IsHyphen(Rune rune) => rune.Value is '-';

    private static bool IsDigit(Rune rune) => rune.Value is >= '0' and <= '9';

    private static bool IsNoDigit(Rune rune) => !IsDigit(rune);
}
