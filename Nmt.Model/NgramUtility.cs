using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>A utility of the n-grams that two texts share.</summary>
/// <param name="Name">Its name, as "chrF".</param>
/// <param name="LongestNgram">The highest order that counts; at least 1.</param>
/// <remarks>All of one kind are equal, so that requests that choose by it can share a batch. Thread-safe.</remarks>
public abstract record NgramUtility(string Name, int LongestNgram) : ISentenceUtility
{
    /// <inheritdoc/>
    public double[,] Among(IReadOnlyList<string> texts)
    {
        int[][] symbols = Symbols(texts);
        var ngrams = new NgramTrie(LongestNgram);
        var matches = new int[LongestNgram];
        var utilities = new double[texts.Count, texts.Count];
        for (var hypothesis = 0; hypothesis < texts.Count; hypothesis++)
        {
            ngrams.SetHypothesis(symbols[hypothesis]);
            for (var reference = 0; reference < texts.Count; reference++)
            {
                Array.Clear(matches);
                ngrams.Match(symbols[reference], matches);
                utilities[hypothesis, reference] = Score(matches, symbols[hypothesis].Length, symbols[reference].Length);
            }
        }

        return utilities;
    }

    /// <summary>What the n-grams are made of, numbered from 0, the same number for the same symbol in all texts.</summary>
    private protected abstract int[][] Symbols(IReadOnlyList<string> texts);

    /// <summary>The utility, in percent.</summary>
    /// <param name="matches">Shared n-grams by order - 1.</param>
    /// <param name="given">Symbols of the hypothesis.</param>
    /// <param name="right">Symbols of the reference.</param>
    private protected abstract double Score(ReadOnlySpan<int> matches, int given, int right);
}
