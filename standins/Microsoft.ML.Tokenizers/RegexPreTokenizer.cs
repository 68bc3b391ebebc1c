using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>The words are the matches of a pattern; special tokens, where named, are words of their own.</summary>
public sealed class RegexPreTokenizer : PreTokenizer
{
    private readonly Regex _regex;
    private readonly Regex? _specialTokens;

    public RegexPreTokenizer(Regex regex, IReadOnlyDictionary<string, int>? specialTokens)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = regex;
        _specialTokens = specialTokens is { Count: > 0 }
            ? new Regex(string.Join('|', specialTokens.Keys.Select(Regex.Escape)), RegexOptions.Compiled)
            : null;
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) =>
        string.IsNullOrEmpty(text) ? [] : Split(text);

    private IEnumerable<(int Offset, int Length)> Split(string text)
    {
        int start = 0;
        while (_specialTokens is not null && Next(_specialTokens, text, start, text.Length) is { } special)
        {
            foreach (var word in Words(text, start, special.Offset))
            {
                yield return word;
            }

            yield return special;
            start = special.Offset + special.Length;
        }

        foreach (var word in Words(text, start, text.Length))
        {
            yield return word;
        }
    }

    private IEnumerable<(int Offset, int Length)> Words(string text, int start, int end)
    {
        while (Next(_regex, text, start, end) is { } word)
        {
            yield return word;
            start = word.Offset + word.Length;
        }
    }

    // The pattern sees nothing outside the slice, as in the package: an anchor matches at the start of every word.
    private static (int Offset, int Length)? Next(Regex regex, string text, int start, int end)
    {
        foreach (ValueMatch match in regex.EnumerateMatches(text.AsSpan(start, end - start)))
        {
            return (start + match.Index, match.Length);
        }

        return null;
    }
}
