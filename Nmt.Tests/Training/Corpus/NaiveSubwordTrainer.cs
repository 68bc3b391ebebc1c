using Nmt.Model.Text;

namespace Nmt.Tests.Training.Corpus;

/// <summary>Byte pair encoding as the paper states it, with every pair counted anew for every merge.</summary>
internal static class NaiveSubwordTrainer
{
    public static List<MergeRule> Learn(IReadOnlyDictionary<string, long> words, int newPieces, long minimumCount)
    {
        var corpus = words.ToDictionary(
            word => word.Key, word => ByteAlphabet.Spell(word.Key).Select(character => character.ToString()).ToList());
        var merges = new List<MergeRule>();
        var products = new HashSet<string>();
        while (products.Count < newPieces)
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

            if (!merges.Contains(merge))
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
