using System.Text;
using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>
/// chrF2 of single sentences (Popović 2015) as a utility, in percent: the F-score, recall counting twice, of the
/// character n-grams of one to six characters that two texts share. White space does not count. Equal to what the
/// evaluation gives for a line.
/// </summary>
public sealed record SentenceChrf() : NgramUtility("chrF2", LongestNgram: 6)
{
    private const double Beta = 2;

    private protected override int[][] Symbols(IReadOnlyList<string> texts) => [.. texts.Select(Visible)];

    private protected override double Score(ReadOnlySpan<int> matches, int given, int right)
    {
        // Only the orders that both are long enough for: the shorter text has an n-gram of each of its lengths.
        var orders = Math.Min(LongestNgram, Math.Min(given, right));
        var (precision, recall) = (0.0, 0.0);
        for (var order = 1; order <= orders; order++)
        {
            precision += (double)matches[order - 1] / NgramTrie.Total(given, order) / orders;
            recall += (double)matches[order - 1] / NgramTrie.Total(right, order) / orders;
        }

        return precision + recall > 0
            ? 100 * (1 + (Beta * Beta)) * precision * recall / ((Beta * Beta * precision) + recall)
            : 0;
    }

    private static int[] Visible(string text) =>
        [.. text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).Select(rune => rune.Value)];
}
