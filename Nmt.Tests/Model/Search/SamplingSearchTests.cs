using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

public sealed class SamplingSearchTests
{
    private const int Draws = 6_000;

    private static readonly SamplingSearch Sampling = new();

    public static TheoryData<SamplingOptions> Distributions =>
    [
        new SamplingOptions { Seed = 3 },
        new SamplingOptions { Seed = 4, Temperature = 0.5 },
        new SamplingOptions { Seed = 5, Temperature = 2 },
        new SamplingOptions { Seed = 6, TopK = 2 },
        new SamplingOptions { Seed = 7, TopP = 0.7 },
        new SamplingOptions { Seed = 8, TopK = 3, TopP = 0.8, Temperature = 1.5 },
    ];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Search_ManyDraws_AsOftenAsTheExactDistributionSays(SamplingOptions sampling)
    {
        var model = Model(1);
        var options = new SearchOptions { Sampling = sampling, NBest = Draws, MaxLengthRatio = 0, MaxLengthOffset = 2 };

        var found = SearchCase.Run(Sampling, model, options, [[3, 4]])[0].Hypotheses
            .CountBy(hypothesis => string.Join(' ', hypothesis.Ids)).ToDictionary();

        var exact = Exact(model, sampling, cap: 2);
        Assert.Equal(1, exact.Values.Sum(), 1e-9);
        Assert.Subset(exact.Where(entry => entry.Value > 0).Select(entry => entry.Key).ToHashSet(), found.Keys.ToHashSet());
        Assert.All(exact, entry =>
        {
            // Five standard deviations: one seed in a million would fail, and the seed is fixed.
            var deviation = Math.Sqrt(entry.Value * (1 - entry.Value) / Draws);
            Assert.Equal(entry.Value, found.GetValueOrDefault(entry.Key) / (double)Draws, (5 * deviation) + 1e-9);
        });
    }

    [Fact]
    public void Search_SameSeed_SameDrawsWhateverTheBatch()
    {
        var options = new SearchOptions { Sampling = new() { Seed = 9 }, NBest = 5, MaxLengthOffset = 4 };
        var together = SearchCase.Run(Sampling, Model(2), options, SearchCase.Sentences);
        for (var i = 0; i < SearchCase.Sentences.Length; i++)
        {
            var alone = SearchCase.Run(Sampling, Model(2), options, [SearchCase.Sentences[i]])[0];
            Assert.Equal(alone.Hypotheses.Select(found => string.Join(' ', found.Ids)), together[i].Hypotheses.Select(found => string.Join(' ', found.Ids)));
            Assert.Equal(alone.Hypotheses.Select(found => found.Score), together[i].Hypotheses.Select(found => found.Score), (x, y) => Math.Abs(x - y) < 1e-5);
        }
    }

    [Fact]
    public void Search_OtherSeed_OtherDraws()
    {
        Assert.NotEqual(Texts(1), Texts(2));

        static string Texts(int seed) => string.Join(
            '|',
            SearchCase.Run(Sampling, Model(2), new() { Sampling = new() { Seed = seed }, NBest = 20 }, [[3, 4, 5]])[0].Hypotheses.Select(found => string.Join(' ', found.Ids)));
    }

    [Fact]
    public void Search_ScoreOfADraw_TheModelsOwn()
    {
        var model = Model(2);
        var options = new SearchOptions { Sampling = new() { Temperature = 3, TopK = 3 }, NBest = 10, MaxLengthOffset = 1 };
        foreach (var found in SearchCase.Run(Sampling, model, options, [[3, 4]])[0].Hypotheses)
        {
            int[] path = [.. found.Ids, SpecialTokens.Eos];
            Assert.Equal(path.Select((piece, t) => (double)model.LogProbabilities([3, 4], path[..t])[piece]).Sum(), found.LogProbability, 1e-5);
        }
    }

    [Fact]
    public void Search_OnlyTheLikeliest_IsGreedy()
    {
        var options = new SearchOptions { Beam = 1, Sampling = new() { TopK = 1 } };
        var drawn = SearchCase.Run(Sampling, Model(6), options, SearchCase.Sentences);
        var greedy = SearchCase.Run(new GreedySearch(), Model(6), options, SearchCase.Sentences);

        Assert.Equal(greedy.Select(found => string.Join(' ', found.Best.Ids)), drawn.Select(found => string.Join(' ', found.Best.Ids)));
    }

    [Fact]
    public void Search_WithRules_DrawsWithinThem()
    {
        var options = new SearchOptions { Sampling = new(), NBest = 200, NoRepeatNgram = 2, MinLength = 3, MaxLengthOffset = 5, MaxLengthRatio = 0 };
        Assert.All(SearchCase.Run(Sampling, Model(6), options, [[3]])[0].Hypotheses, found =>
        {
            Assert.InRange(found.Ids.Count, 3, 5);
            Assert.False(SearchCase.Repeats([.. found.Ids], 2));
        });
    }

    private static ScriptedStepModel Model(int seed) =>
        new(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, seed));

    // The probability of every translation under the cut and tempered distribution, step by step.
    private static Dictionary<string, double> Exact(ScriptedStepModel model, SamplingOptions sampling, int cap)
    {
        var all = new Dictionary<string, double>();
        Visit([], 1);
        return all;

        void Visit(int[] prefix, double probability)
        {
            if (prefix.Length == cap)
            {
                all[string.Join(' ', prefix)] = probability;
                return;
            }

            foreach (var (piece, share) in Step(prefix))
            {
                if (piece == SpecialTokens.Eos)
                    all[string.Join(' ', prefix)] = probability * share;
                else
                    Visit([.. prefix, piece], probability * share);
            }
        }

        List<(int Piece, double Share)> Step(int[] prefix)
        {
            var step = model.LogProbabilities([3, 4], prefix);
            var weights = Enumerable.Range(prefix.Length == 0 ? 3 : 2, model.VocabularySize - (prefix.Length == 0 ? 3 : 2))
                .Select(piece => (Piece: piece, Weight: Math.Pow(Math.Exp(step[piece]), 1 / sampling.Temperature)))
                .OrderByDescending(entry => entry.Weight).Take(sampling.TopK == 0 ? 99 : sampling.TopK).ToList();
            var nucleus = new List<(int Piece, double Weight)>();
            foreach (var entry in weights)
            {
                if (nucleus.Sum(kept => kept.Weight) < sampling.TopP * weights.Sum(kept => kept.Weight))
                    nucleus.Add(entry);
            }

            return [.. nucleus.Select(entry => (entry.Piece, entry.Weight / nucleus.Sum(kept => kept.Weight)))];
        }
    }
}
