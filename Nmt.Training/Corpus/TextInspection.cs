using System.Text.RegularExpressions;

namespace Nmt.Training.Corpus;

/// <summary>What can be wrong inside a line of text.</summary>
[Flags]
internal enum TextFaults
{
    None = 0,
    InnerCarriageReturn = 1,
    LineSeparator = 2,
    ControlCharacter = 4,
    ByteOrderMark = 8,
    ReplacementCharacter = 16,
    Markup = 32,
    Entity = 64,
}

/// <summary>Looks for <see cref="TextFaults"/> in lines as they were read.</summary>
internal static partial class TextInspection
{
    private const int ExcerptLength = 60;

    // In the order of the report.
    private static readonly (TextFaults Fault, CorpusCheck Check)[] Checks =
    [
        (TextFaults.ByteOrderMark, CorpusCheck.ByteOrderMark),
        (TextFaults.InnerCarriageReturn, CorpusCheck.InnerCarriageReturn),
        (TextFaults.LineSeparator, CorpusCheck.LineSeparator),
        (TextFaults.ControlCharacter, CorpusCheck.ControlCharacter),
        (TextFaults.ReplacementCharacter, CorpusCheck.ReplacementCharacter),
        (TextFaults.Markup, CorpusCheck.Markup),
        (TextFaults.Entity, CorpusCheck.Entity),
    ];

    /// <summary>What either side of a pair has.</summary>
    public static IEnumerable<CorpusCheck> ChecksOf(SentencePair pair)
    {
        TextFaults faults = Of(pair.Source) | Of(pair.Target);
        return faults == TextFaults.None ? [] : Checks.Where(entry => faults.HasFlag(entry.Fault)).Select(entry => entry.Check);
    }

    public static TextFaults Of(string line)
    {
        TextFaults faults = TextFaults.None;
        ReadOnlySpan<char> rest = line;

        // Printable ASCII, most of most corpora, is skipped with vector instructions.
        for (int at = rest.IndexOfAnyExceptInRange(' ', '~'); at >= 0; at = rest.IndexOfAnyExceptInRange(' ', '~'))
        {
            faults |= Of(rest[at]);
            rest = rest[(at + 1)..];
        }

        if (line.Contains('<') && Tag().IsMatch(line))
        {
            faults |= TextFaults.Markup;
        }

        if (line.Contains('&') && CharacterEntity().IsMatch(line))
        {
            faults |= TextFaults.Entity;
        }

        return faults;
    }

    /// <summary>Both sides, shortened to where the check finds something; to their beginnings where it looks at the whole.</summary>
    public static string Excerpt(CorpusCheck check, SentencePair pair)
    {
        TextFaults fault = Checks.FirstOrDefault(entry => entry.Check == check).Fault;
        return $"{Excerpt(pair.Source, PlaceOf(fault, pair.Source))} ||| {Excerpt(pair.Target, PlaceOf(fault, pair.Target))}";
    }

    private static string Excerpt(string text, int place)
    {
        int from = Math.Clamp(place - (ExcerptLength / 2), 0, Math.Max(0, text.Length - ExcerptLength));
        int to = Math.Min(text.Length, from + ExcerptLength);
        return (from > 0 ? "…" : "") + text[from..to] + (to < text.Length ? "…" : "");
    }

    private static int PlaceOf(TextFaults fault, string line) => fault switch
    {
        TextFaults.None => 0,
        TextFaults.Markup => Tag().Match(line).Index,
        TextFaults.Entity => CharacterEntity().Match(line).Index,
        _ => Math.Max(0, line.AsSpan().IndexOfAny([.. line.Where(character => Of(character) == fault)])),
    };

    private static TextFaults Of(char character) => character switch
    {
        '\t' => TextFaults.None,
        '\r' => TextFaults.InnerCarriageReturn,
        // The line ends of Unicode and of Python's str.splitlines() beside LF and CR.
        '\v' or '\f' or '\u001C' or '\u001D' or '\u001E' or '\u0085' or '\u2028' or '\u2029' => TextFaults.LineSeparator,
        '\uFEFF' => TextFaults.ByteOrderMark,
        '\uFFFD' => TextFaults.ReplacementCharacter,
        _ => char.IsControl(character) ? TextFaults.ControlCharacter : TextFaults.None,
    };

    // A tag begins with a letter: "a < b" and "<3" are text.
    [GeneratedRegex("<(?:/?[A-Za-z][A-Za-z0-9:_-]*(?:\\s[^<>]*)?/?|!--[^<>]*--)>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});", RegexOptions.CultureInvariant)]
    private static partial Regex CharacterEntity();
}
