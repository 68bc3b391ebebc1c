using Nmt.Model.Text;

namespace Nmt.Tests.Training.Corpus;

/// <summary>Byte pair encoding as the paper states it, with every pair counted anew for every merge.</summary>
internal static class NaiveSubwordTrainer
{
    /// <param name="words">Each with how often it occurs.</param>
    /// <param name="newPieces">How many to learn.</param>
    /// <param name="minimumCount">Of a pair that is joined.</param>
    /// <param name="known">Rules that are made first, and are not learned again.</param>
    public static List<MergeRule> Learn(
        IReadOnlyDictionary<string, long> words, int newPieces, long minimumCount, IReadOnlyList<MergeRule>? known = null)
    {
        known ??= [];
        var corpus = words.ToDictionary(
            word => word.Key, word => ByteAlphabet.Spell(word.Key).Select(character => character.ToString()).ToList());
        foreach (MergeRule rule in known)
        {
            foreach (List<string> pieces in corpus.Values)
            {
                Join(pieces, rule);
            }
        }

        var merges = new List<MergeRule>();
        var products = new HashSet<string>(known.Select(rule => rule.Product));
        int before = products.Count;
        while (products.Count - before < newPieces)
        {
            var best = Pairs(corpus, words)
                .Where(pair => pair.Value >= minimumCount)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key.Left, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Right, StringComparer.Ordinal)
                .Select(pair => (MergeRule?)pair.Key)
                .FirstOrDefault();
            if (best is not { } merge)
            {
                break;
            }

            if (!merges.Contains(merge) && !known.Contains(merge))
            {
                merges.Add(merge);
                products.Add(merge.Product);
            }

            foreach (List<string> pieces in corpus.Values)
            {
                Join(pieces, merge);
            }
        }

        return merges;
    }

    private static Dictionary<MergeRule, long> Pairs(Dictionary<string, List<string>> corpus, IReadOnlyDictionary<string, long> words)
    {
        var counts = new Dictionary<MergeRule, long>();
        foreach ((string word, List<string> pieces) in corpus)
        {
            foreach ((string left, string right) in pieces.Zip(pieces.Skip(1)))
            {
                var pair = new MergeRule(left, right);
                counts[pair] = counts.GetValueOrDefault(pair) + words[word];
            }
        }

        return counts;
    }

    private static void Join(List<string> pieces, MergeRule merge)
    {
        for (int i = 0; i + 1 < pieces.Count; i++)
        {
            if (pieces[i] == merge.Left && pieces[i + 1] == merge.Right)
            {
                pieces[i] = merge.Product;
                pieces.RemoveAt(i + 1);
            }
        }
    }
}
