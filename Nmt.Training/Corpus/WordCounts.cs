using System.Text.RegularExpressions;
using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>
/// How often each word of a corpus occurs. Memory grows with the distinct words, not with the lines.
/// </summary>
internal sealed class WordCounts
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WordCounts() => _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words as <see cref="WordPattern"/> cuts them, the space before included.</summary>
    public IReadOnlyDictionary<string, long> Words => _counts;

    /// <summary>Counts the words of one normalized line.</summary>
    public void Add(string line)
    {
        if (line.Length == 0)
        {
            return;
        }

        // The tokenizer too sets a space before every text.
        string text = " " + line;
        foreach (ValueMatch match in WordPattern.Regex.EnumerateMatches(text))
        {
            ReadOnlySpan<char> word = text.AsSpan(match.Index, match.Length);
            _lookup[word] = _lookup.TryGetValue(word, out long count) ? count + 1 : 1;
        }
    }
}
