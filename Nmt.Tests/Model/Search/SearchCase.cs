using Nmt.Model.Batching;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Search;

/// <summary>What the tests of both searches share.</summary>
internal static class SearchCase
{
    public const int Vocabulary = 6;

    /// <summary>Sentences of different lengths; pieces 3 to 5.</summary>
    public static readonly int[][] Sentences = [[3], [4, 5, 3, 3, 4, 5, 4], [5, 5], [3, 4, 5], [4], [5, 4, 4, 3, 3, 3, 5, 5, 4, 3]];

    public static IReadOnlyList<SearchResult> Run(
        ISearch search, IStepModel model, SearchOptions options, IReadOnlyList<int[]> sentences,
        Action<SearchProgress>? progress = null)
    {
        using var batch = TokenBatch.Source(sentences, CPU);
        return search.Search(model, batch, options, progress, CancellationToken.None);
    }

    /// <summary>A model of six pieces that says what a table has for what came before, as in "3 5"; and where it has nothing, that it is the end.</summary>
    public static ScriptedStepModel Table(Dictionary<string, double[]> table, double[]? otherwise = null) =>
        new(Vocabulary, (_, prefix) => table.GetValueOrDefault(string.Join(' ', prefix)) ?? otherwise ?? [0, 0, 1, 0, 0, 0]);

    /// <summary>Every translation of a source that the options allow, the best first, those cut by the cap last: the space that a search looks through.</summary>
    public static List<(int[] Ids, bool Cut, double Score)> Exhaust(
        ScriptedStepModel model, int[] source, SearchOptions options, Func<int[], bool>? allows = null)
    {
        var all = new List<(int[] Ids, bool Cut, double Score)>();
        var cap = options.Cap(source.Length);
        Visit([], 0);
        return [.. all.OrderBy(found => found.Cut && options.MaxLength != cap).ThenByDescending(found => found.Score)];

        void Visit(int[] prefix, double sum)
        {
            var step = model.LogProbabilities(source, prefix);
            var ended = sum + step[SpecialTokens.Eos];
            var cut = prefix.Length == cap && WouldGoOn(step, prefix, options.NoRepeatNgram);
            if (prefix.Length >= options.MinLength && !Repeats(prefix, options.NoRepeatNgram) && allows?.Invoke(prefix) != false)
                all.Add((prefix, cut, Score(ended, source, prefix, options)));
            for (var id = SpecialTokens.Eos + 1; id < model.VocabularySize && prefix.Length < cap; id++)
            {
                if (step[id] > float.NegativeInfinity)
                    Visit([.. prefix, id], sum + step[id]);
            }
        }
    }

    /// <summary>Whether a piece that does not repeat a sequence is likelier than the end.</summary>
    public static bool WouldGoOn(float[] step, int[] prefix, int noRepeat) => Enumerable.Range(SpecialTokens.Eos + 1, step.Length - SpecialTokens.Eos - 1)
        .Any(piece => step[piece] > step[SpecialTokens.Eos] && !Repeats([.. prefix, piece], noRepeat));

    /// <summary>Whether a sequence of n pieces comes twice.</summary>
    public static bool Repeats(int[] ids, int n) => n > 0 && Enumerable.Range(0, Math.Max(0, ids.Length - n + 1))
        .GroupBy(start => string.Join(' ', ids.Skip(start).Take(n))).Any(same => same.Count() > 1);

    /// <summary>The score of a translation by the formulas of the papers, written out again so that the tests do not lean on the code they test.</summary>
    public static double Score(double sum, int[] source, int[] ids, SearchOptions options)
    {
        var length = ids.Length + 1;
        var normalized = options.Normalization switch
        {
            LengthNormalization.Average => sum / Math.Pow(length, options.LengthPenalty),
            LengthNormalization.Gnmt => sum / (Math.Pow(5 + length, options.LengthPenalty) / Math.Pow(6, options.LengthPenalty)),
            _ => sum,
        };
        return normalized + (options.WordReward * ids.Length) + (options.CoveragePenalty * Coverage(source, ids));
    }

    // The scripted model looks at one place a step, with all its attention.
    private static double Coverage(int[] source, int[] ids)
    {
        var seen = Enumerable.Range(0, ids.Length + 1).Select(t => ScriptedStepModel.AttentionOf(source, ids[..t])).ToHashSet();
        return Enumerable.Range(0, source.Length).Sum(place => seen.Contains(place) ? 0 : Math.Log(1e-6));
    }
}
