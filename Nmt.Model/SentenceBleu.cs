using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>
/// BLEU of single sentences (Papineni et al. 2002) as a utility, in percent: words as <see cref="Mteval13a"/> cuts them,
/// orders without a match smoothed exponentially (Chen and Cherry 2014), orders that the hypothesis is too short for left
/// out. Equal to what the evaluation gives for a line.
/// </summary>
public sealed record SentenceBleu() : NgramUtility("BLEU", LongestNgram: 4)
{
    private protected override int[][] Symbols(IReadOnlyList<string> texts)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. texts.Select(text => Array.ConvertAll(Words(text), word =>
            {
                numbers.TryAdd(word, numbers.Count);
                return numbers[word];
            })),
        ];
    }

    private protected override double Score(ReadOnlySpan<int> matches, int given, int right)
    {
        if (matches[0] == 0)
            return 0;
        var orders = Math.Min(LongestNgram, given);
        var (logarithms, halvings) = (0.0, 1.0);
        for (var order = 1; order <= orders; order++)
        {
            halvings *= matches[order - 1] == 0 ? 2 : 1;
            var matched = matches[order - 1] == 0 ? 1 / halvings : matches[order - 1];
            logarithms += Math.Log(matched / NgramTrie.Total(given, order));
        }

        var brevity = given >= right ? 1 : Math.Exp(1 - ((double)right / given));
        return 100 * brevity * Math.Exp(logarithms / orders);
    }

    private static string[] Words(string text) =>
        Mteval13a.Separate(text.TrimEnd()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
