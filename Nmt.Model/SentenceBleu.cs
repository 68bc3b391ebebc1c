using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>
/// BLEU of single sentences (Papineni et al. 2002) as a utility, in percent: words as <see cref="Mteval13a"/> cuts them,
/// orders without a match smoothed exponentially (Chen and Cherry 2014), orders that the hypothesis is too short for left
/// out. Equal to what the evaluation gives for a line.
/// </summary>
/// <remarks>All of them are equal, so that requests that choose by it can share a batch. Thread-safe.</remarks>
public sealed record SentenceBleu : ISentenceUtility
{
    private const int LongestNgram = 4;

    public string Name => "BLEU";

    /// <inheritdoc/>
    public double Of(string hypothesis, string reference)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (given, right) = (Words(hypothesis, numbers), Words(reference, numbers));
        var ngrams = new NgramTrie(LongestNgram);
        ngrams.SetHypothesis(given);
        Span<int> matches = stackalloc int[LongestNgram];
        matches.Clear();
        ngrams.Match(right, matches);
        if (matches[0] == 0)
            return 0;

        var orders = Math.Min(LongestNgram, given.Length);
        var (logarithms, halvings) = (0.0, 1.0);
        for (var order = 1; order <= orders; order++)
        {
            halvings *= matches[order - 1] == 0 ? 2 : 1;
            var matched = matches[order - 1] == 0 ? 1 / halvings : matches[order - 1];
            logarithms += Math.Log(matched / NgramTrie.Total(given.Length, order));
        }

        var brevity = given.Length >= right.Length ? 1 : Math.Exp(1 - ((double)right.Length / given.Length));
        return 100 * brevity * Math.Exp(logarithms / orders);
    }

    private static int[] Words(string text, Dictionary<string, int> numbers)
    {
        string[] words = Mteval13a.Separate(text.TrimEnd()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(words, word =>
        {
            numbers.TryAdd(word, numbers.Count);
            return numbers[word];
        });
    }
}
