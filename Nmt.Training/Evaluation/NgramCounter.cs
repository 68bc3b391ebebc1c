using System.Runtime.InteropServices;

namespace Nmt.Training.Evaluation;

/// <summary>
/// Counts the n-grams of lines and their matches. Words become numbers once, so an n-gram is four integers and no string
/// is ever joined. Holds its dictionaries for reuse; not thread-safe.
/// </summary>
internal sealed class NgramCounter(BleuOptions options)
{
    private const int Absent = -1;

    private readonly Dictionary<string, int> _words = [];
    private readonly Dictionary<Ngram, int> _hypothesis = [];
    private readonly Dictionary<Ngram, int> _reference = [];
    private readonly Dictionary<Ngram, int> _references = [];

    /// <summary>The statistics of one line.</summary>
    public BleuStatistics Count(string hypothesis, IReadOnlyList<string> references)
    {
        var statistics = new BleuStatistics();
        var words = Words(hypothesis);
        CountNgrams(words, _hypothesis);
        statistics.HypothesisLength = words.Count;
        statistics.ReferenceLength = CountReferences(references, words.Count);
        foreach (var (ngram, count) in _hypothesis)
        {
            statistics.Total[ngram.Order - 1] += count;
            statistics.Correct[ngram.Order - 1] += Math.Min(count, _references.GetValueOrDefault(ngram));
        }

        return statistics;
    }

    // Fills _references with the highest count of each n-gram in any one reference; returns the closest length.
    private int CountReferences(IReadOnlyList<string> references, int hypothesisLength)
    {
        _references.Clear();
        var closest = -1;
        foreach (var reference in references)
        {
            var words = Words(reference);
            CountNgrams(words, _reference);
            foreach (var (ngram, count) in _reference)
            {
                ref var highest = ref CollectionsMarshal.GetValueRefOrAddDefault(_references, ngram, out _);
                highest = Math.Max(highest, count);
            }

            if (closest < 0 || IsCloser(words.Count, closest, hypothesisLength))
                closest = words.Count;
        }

        return closest;
    }

    private static bool IsCloser(int length, int closest, int to)
    {
        var (distance, best) = (Math.Abs(length - to), Math.Abs(closest - to));
        return distance < best || (distance == best && length < closest);
    }

    private List<int> Words(string line)
    {
        if (options.Lowercase)
            line = PythonText.ToLower(line);
        var text = options.Tokenizer.Separate(PythonText.TrimEnd(line)).AsSpan();

        var words = new List<int>(text.Length / 4);
        var known = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !PythonText.IsSpace(text[end]))
                end++;
            if (end > start)
                words.Add(Number(text[start..end], known));
            start = end + 1;
        }

        return words;
    }

    private static int Number(
        ReadOnlySpan<char> word, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        if (!known.TryGetValue(word, out var number))
            known[word] = number = known.Dictionary.Count;
        return number;
    }

    private static void CountNgrams(List<int> words, Dictionary<Ngram, int> counts)
    {
        counts.Clear();
        for (var i = 0; i < words.Count; i++)
        {
            var ngram = new Ngram(words[i], Absent, Absent, Absent);
            Increment(counts, ngram);
            if (i + 1 < words.Count)
                Increment(counts, ngram = ngram with { Second = words[i + 1] });
            if (i + 2 < words.Count)
                Increment(counts, ngram = ngram with { Third = words[i + 2] });
            if (i + 3 < words.Count)
                Increment(counts, ngram with { Fourth = words[i + 3] });
        }
    }

    private static void Increment(Dictionary<Ngram, int> counts, Ngram ngram) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, ngram, out _)++;

    private readonly record struct Ngram(int First, int Second, int Third, int Fourth)
    {
        public int Order => Second < 0 ? 1 : Third < 0 ? 2 : Fourth < 0 ? 3 : 4;
    }
}
