using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>
/// Which source word each target word looked at most. Attention over pieces becomes attention over words: that of the
/// pieces of a source word is added up, that of the pieces of a target word is averaged (Garg et al. 2019). Words are
/// what stands between spaces.
/// </summary>
public static class WordAlignment
{
    private const int EndMark = -1;

    /// <summary>One link a target word, in their order; none where the attention was not kept.</summary>
    /// <param name="translation">The line.</param>
    /// <param name="hypothesis">One of its hypotheses.</param>
    public static IReadOnlyList<(int Source, int Target)> Of(Translation translation, TranslationHypothesis hypothesis)
    {
        if (hypothesis.Attention.Count == 0)
            return [];
        var source = Words(translation.SourcePieces);
        var target = Words(hypothesis.Pieces);
        var links = new List<(int, int)>();
        foreach (var rows in Enumerable.Range(0, target.Length).Where(row => target[row] != EndMark).GroupBy(row => target[row]))
        {
            if (BestSource(rows, source, hypothesis.Attention) is { } best)
                links.Add((best, rows.Key));
        }

        return links;
    }

    /// <summary>The links as Pharaoh writes them, as "0-0 1-2": source word, target word, from 0.</summary>
    public static string ToPharaoh(IEnumerable<(int Source, int Target)> links) =>
        string.Join(' ', links.Select(link => $"{link.Source}-{link.Target}"));

    private static int? BestSource(IEnumerable<int> rows, int[] source, IReadOnlyList<float[]> attention)
    {
        var received = new double[source.DefaultIfEmpty(EndMark).Max() + 1];
        foreach (var row in rows)
        {
            for (var column = 0; column < source.Length; column++)
            {
                if (source[column] != EndMark)
                    received[source[column]] += attention[row][column];
            }
        }

        return received.Length == 0 ? null : Array.IndexOf(received, received.Max());
    }

    // The number of the word that each piece belongs to. A segment begins a word, whatever its first piece shows.
    private static int[] Words(IReadOnlyList<string> pieces)
    {
        var words = new int[pieces.Count];
        var (word, begins) = (-1, true);
        for (var i = 0; i < words.Length; i++)
        {
            var isEnd = pieces[i] == SpecialTokens.Names[SpecialTokens.Eos];
            if (!isEnd && (begins || pieces[i].StartsWith(' ')))
                word++;
            words[i] = isEnd ? EndMark : word;
            begins = isEnd;
        }

        return words;
    }
}
