using System.Text;
using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>
/// chrF2 of single sentences (Popović 2015) as a utility, in percent: the F-score, recall counting twice, of the
/// character n-grams of one to six characters that two texts share. White space does not count. Equal to what the
/// evaluation gives for a line.
/// </summary>
/// <remarks>All of them are equal, so that requests that choose by it can share a batch. Thread-safe.</remarks>
public sealed record SentenceChrf : ISentenceUtility
{
    private const int LongestNgram = 6;
    private const double Beta = 2;

    public string Name => "chrF2";

    /// <inheritdoc/>
    public double Of(string hypothesis, string reference)
    {
        var (given, right) = (Visible(hypothesis), Visible(reference));
        var ngrams = new NgramTrie(LongestNgram);
        ngrams.SetHypothesis(given);
        Span<int> matches = stackalloc int[LongestNgram];
        matches.Clear();
        ngrams.Match(right, matches);

        // Only the orders that both are long enough for: the shorter text has an n-gram of each of its lengths.
        var orders = Math.Min(LongestNgram, Math.Min(given.Length, right.Length));
        var (precision, recall) = (0.0, 0.0);
        for (var order = 1; order <= orders; order++)
        {
            precision += (double)matches[order - 1] / NgramTrie.Total(given.Length, order) / orders;
            recall += (double)matches[order - 1] / NgramTrie.Total(right.Length, order) / orders;
        }

        return precision + recall > 0
            ? 100 * (1 + (Beta * Beta)) * precision * recall / ((Beta * Beta * precision) + recall)
            : 0;
    }

    private static int[] Visible(string text) =>
        [.. text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).Select(rune => rune.Value)];
}
