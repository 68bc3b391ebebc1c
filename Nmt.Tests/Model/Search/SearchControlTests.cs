using Nmt.Model.Search;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

/// <summary>Every control of the search against an exhaustive or a naive answer.</summary>
public sealed class SearchControlTests
{
    private static readonly BeamSearch Beam = new();
    private static readonly SearchOptions Short = new() { MaxLengthRatio = 0, MaxLengthOffset = 4 };

    public static TheoryData<string, SearchOptions> Controls => new()
    {
        { "coverage", new() { CoveragePenalty = 0.2 } },
        { "coverage, GNMT", new() { CoveragePenalty = 0.05, Normalization = LengthNormalization.Gnmt, LengthPenalty = 0.6 } },
        { "reward", new() { WordReward = 0.7, Normalization = LengthNormalization.None } },
        { "negative reward", new() { WordReward = -0.7, Normalization = LengthNormalization.None } },
        { "all of the score", new() { WordReward = 0.3, CoveragePenalty = 0.1, LengthPenalty = 0.5 } },
        { "least length", new() { MinLength = 3, Normalization = LengthNormalization.None } },
        { "one length only", new() { MinLength = 4 } },
        { "no piece twice", new() { NoRepeatNgram = 1 } },
        { "no pair twice", new() { NoRepeatNgram = 2, WordReward = 0.5 } },
    };

    [Theory]
    [MemberData(nameof(Controls))]
    public void Search_BeamAsWideAsTheSpace_FindsTheExhaustiveBest(string name, SearchOptions control)
    {
        var options = control with { MaxLengthRatio = 0, MaxLengthOffset = 4, Beam = 300, NBest = 10 };
        for (var seed = 0; seed < 8; seed++)
        {
            var model = Model(seed);
            var expected = SearchCase.Exhaust(model, [3, 4], options).Take(10).ToList();
            AssertEqual(name, expected, SearchCase.Run(Beam, model, options, [[3, 4]])[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Controls))]
    public void Search_OneBest_TheFirstOfMany(string name, SearchOptions control)
    {
        // The early stop may save steps, but must not change the best: the bound knows rewards and coverage.
        var options = control with { MaxLengthRatio = 0, MaxLengthOffset = 4, Beam = 300 };
        for (var seed = 20; seed < 40; seed++)
        {
            var model = Model(seed);
            AssertEqual(name, SearchCase.Exhaust(model, [3, 4], options).Take(1).ToList(), SearchCase.Run(Beam, model, options, [[3, 4]])[0]);
        }
    }

    public static TheoryData<string, SearchOptions> NarrowBeams => new()
    {
        { "plain", new() { Beam = 3 } },
        { "relative pruning", new() { Beam = 5, PruneRelative = 0.4 } },
        { "absolute pruning", new() { Beam = 5, PruneAbsolute = 0.2 } },
        { "both prunings", new() { Beam = 6, PruneRelative = 0.2, PruneAbsolute = 0.4, Normalization = LengthNormalization.None } },
        { "least length", new() { Beam = 3, MinLength = 3 } },
        { "no pair twice", new() { Beam = 4, NoRepeatNgram = 2 } },
        { "two groups", new() { Beam = 4, Groups = 2, Diversity = 0.8 } },
        { "groups of one", new() { Beam = 3, Groups = 3, Diversity = 2 } },
        { "groups, no cost", new() { Beam = 4, Groups = 2, Diversity = 0 } },
        { "groups with rules", new() { Beam = 6, Groups = 3, Diversity = 0.5, NoRepeatNgram = 2, MinLength = 2 } },
        { "groups, pruned", new() { Beam = 6, Groups = 2, Diversity = 0.5, PruneRelative = 0.3 } },
    };

    [Theory]
    [MemberData(nameof(NarrowBeams))]
    public void Search_NarrowBeam_EqualsTheTextbook(string name, SearchOptions narrow)
    {
        var options = narrow with { NBest = narrow.Beam, MaxLengthRatio = 0, MaxLengthOffset = 6 };
        for (var seed = 0; seed < 30; seed++)
        {
            var model = Model(seed);
            AssertEqual(name, NaiveBeam.Run(model, [3, 4, 5], options), SearchCase.Run(Beam, model, options, [[3, 4, 5]])[0]);
        }
    }

    [Fact]
    public void Search_Groups_SayMoreDifferentThings()
    {
        var plain = new SearchOptions { Beam = 6, NBest = 6, MaxLengthOffset = 3 };
        var (without, with) = (0, 0);
        for (var seed = 0; seed < 10; seed++)
        {
            without += FirstPieces(SearchCase.Run(Beam, Model(seed), plain, [[3, 4]])[0]);
            with += FirstPieces(SearchCase.Run(Beam, Model(seed), plain with { Groups = 3, Diversity = 3 }, [[3, 4]])[0]);
        }

        Assert.True(with > without, $"{with} against {without}");

        static int FirstPieces(SearchResult result) => result.Hypotheses.Select(found => found.Ids[0]).Distinct().Count();
    }

    [Fact]
    public void Search_Pruned_AsksTheModelLess()
    {
        var (all, pruned) = (Model(3), Model(3));
        SearchCase.Run(Beam, all, Short with { Beam = 20, NBest = 20 }, [[3]]);
        SearchCase.Run(Beam, pruned, Short with { Beam = 20, NBest = 20, PruneRelative = 0.5 }, [[3]]);

        Assert.True(pruned.Steps.Sum(step => step.Rows) < all.Steps.Sum(step => step.Rows) / 2);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    public void Greedy_WithRules_EqualsABeamOfOne(int ngram, int least)
    {
        var options = Short with { Beam = 1, NoRepeatNgram = ngram, MinLength = least, MaxLengthOffset = 8, MaxLengthRatio = 1 };
        if (ngram == 1)
            options = options with { MaxLengthRatio = 0, MaxLengthOffset = 3 };
        for (var seed = 0; seed < 20; seed++)
        {
            var expected = SearchCase.Run(Beam, Model(seed), options, SearchCase.Sentences);
            var found = SearchCase.Run(new GreedySearch(), Model(seed), options, SearchCase.Sentences);
            Assert.Equal(expected.Select(result => string.Join(' ', result.Best.Ids)), found.Select(result => string.Join(' ', result.Best.Ids)));
            Assert.Equal(expected.Select(result => result.Best.Score), found.Select(result => result.Best.Score), (x, y) => Math.Abs(x - y) < 1e-6);
        }
    }

    [Fact]
    public void Search_Uncertainty_OfThePathByHand()
    {
        var model = Model(4);
        var options = new SearchOptions { Beam = 4, NBest = 4, KeepUncertainty = true, MaxLengthOffset = 2 };

        foreach (var found in SearchCase.Run(Beam, model, options, [[3, 5]])[0].Hypotheses)
        {
            int[] path = [.. found.Ids, 2];
            Assert.Equal(path.Length, found.Uncertainty.Count);
            for (var t = 0; t < path.Length; t++)
            {
                var step = model.LogProbabilities([3, 5], path[..t]);
                Assert.Equal(-step.Sum(value => Math.Exp(value) * value), found.Uncertainty[t].Entropy, 1e-5);
                Assert.Equal(step[path[t]] - step.Where((_, piece) => piece != path[t]).Max(), found.Uncertainty[t].Margin, 1e-5);
            }
        }
    }

    [Fact]
    public void Faults_Contradictions_AllNamed()
    {
        var options = new SearchOptions
        {
            Beam = 5,
            Groups = 2,
            MinLength = 9,
            MaxLength = 4,
            PruneRelative = 1,
            Sampling = new() { Temperature = 0, TopP = 2, TopK = -1 },
            NoRepeatNgram = -1,
            CoveragePenalty = -1,
            WordReward = double.NaN,
        };

        var faults = string.Join('\n', options.Faults());

        foreach (var part in (string[])["beam groups: expected a divisor", "minimum length: expected at most the maximum length, 4, found 9", "relative pruning", "temperature", "top-p", "top-k", "repeat blocking", "coverage penalty", "word reward", "beam groups and sampling", "pruning and sampling"])
            Assert.Contains(part, faults);
    }

    private static ScriptedStepModel Model(int seed) =>
        new(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, seed));

    private static void AssertEqual(string name, List<(int[] Ids, bool Cut, double Score)> expected, SearchResult found)
    {
        Assert.Equal((name, string.Join(" | ", expected.Select(e => string.Join(' ', e.Ids)))), (name, string.Join(" | ", found.Hypotheses.Select(f => string.Join(' ', f.Ids)))));
        Assert.All(expected.Zip(found.Hypotheses), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
        Assert.Equal(expected.Select(e => e.Cut), found.Hypotheses.Select(f => f.Truncated));
    }
}
