using System.Text;
using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>Cuts a line into the words that TER edits: Tercom's normalization.</summary>
internal sealed class TerTokenizer(TerOptions options)
{
    /// <summary>The words of a line.</summary>
    public List<string> Words(string line)
    {
        line = PythonText.TrimEnd(line);
        if (!options.CaseSensitive)
            line = PythonText.ToLower(line);
        if (options.Normalized)
            line = Normalize(line);
        if (options.NoPunctuation)
            line = Without(line, options.AsianSupport ? IsAnyPunctuation : IsPunctuation);
        return PythonText.Split(line);
    }

    private string Normalize(string line)
    {
        // In this order, one after the other: "&amp;lt;" ends as "<".
        line = line.Replace("\n-", "", StringComparison.Ordinal).Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
        line = Mteval13a.SeparatePunctuation(
            $" {line} ", text => text.Replace("'s ", " 's ", StringComparison.Ordinal));
        return options.AsianSupport ? Separation.Text(Separation.Around(Separation.Runes(line), IsAsian)) : line;
    }

    private static string Without(string line, Func<Rune, bool> isLeftOut) =>
        Separation.Text([.. Separation.Runes(line).Where(rune => !isLeftOut(rune))]);

    private static bool IsPunctuation(Rune rune) => rune.Value is '.' or ',' or '?' or ':' or ';' or '!' or '"' or '(' or ')';

    private static bool IsAnyPunctuation(Rune rune) => IsPunctuation(rune) || IsAsianPunctuation(rune);

    private static bool IsAsianPunctuation(Rune rune) => rune.Value is
        0x3001 or 0x3002 or (>= 0x3008 and <= 0x3011) or (>= 0x3014 and <= 0x301F) or (>= 0xFF61 and <= 0xFF65) or 0x30FB
        or 0xFF0E or 0xFF0C or 0xFF1F or 0xFF1A or 0xFF1B or 0xFF01 or 0xFF02 or 0xFF08 or 0xFF09; // full width

    // Hiragana and Katakana stay together: the reference would set them apart at the very beginning of a line only,
    // where its own padding always puts a space.
    private static bool IsAsian(Rune rune) => IsAsianPunctuation(rune) || rune.Value is
        (>= 0x4E00 and <= 0x9FFF)       // unified ideographs
        or (>= 0x3200 and <= 0x4DBF)    // enclosed and compatibility characters, extension A
        or (>= 0x31C0 and <= 0x31EF)    // strokes
        or (>= 0x2E80 and <= 0x2EFF)    // radicals
        or (>= 0xF900 and <= 0xFAFF)    // compatibility ideographs
        or (>= 0xFE30 and <= 0xFE4F);   // compatibility forms
}
