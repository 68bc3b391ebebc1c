using Nmt.Model.Search;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

public sealed class EnsembleModelTests
{
    private static readonly SearchOptions Options = new() { MaxLengthRatio = 0, MaxLengthOffset = 3, Beam = 60, NBest = 5 };

    [Theory]
    [InlineData(EnsembleSpace.Linear)]
    [InlineData(EnsembleSpace.Log)]
    public void Search_TwoModels_FindsTheExhaustiveBestOfTheirMean(EnsembleSpace space)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            ScriptedStepModel[] members = [Model(seed), Model(seed + 100)];
            var mean = new ScriptedStepModel(SearchCase.Vocabulary, (source, prefix) => Mean(members, [0.75, 0.25], space, source, prefix));

            var expected = SearchCase.Exhaust(mean, [3, 4], Options).Take(5).ToList();
            var found = SearchCase.Run(new BeamSearch(), new EnsembleModel(members, [3, 1], space), Options, [[3, 4]])[0].Hypotheses;

            Assert.Equal(expected.Select(e => string.Join(' ', e.Ids)), found.Select(f => string.Join(' ', f.Ids)));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
        }
    }

    [Theory]
    [InlineData(EnsembleSpace.Linear)]
    [InlineData(EnsembleSpace.Log)]
    public void Search_OneModelTwice_IsThatModel(EnsembleSpace space)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var twice = new EnsembleModel([model, model], [1, 1], space);
        var options = new SearchOptions { NBest = 3 };

        var alone = SearchCase.Run(new BeamSearch(), model, options, SearchCase.Sentences);
        var together = SearchCase.Run(new BeamSearch(), twice, options, SearchCase.Sentences);

        Assert.All(alone.Zip(together), pair =>
        {
            Assert.Equal(pair.First.Best.Ids, pair.Second.Best.Ids);
            Assert.Equal(pair.First.Best.Score, pair.Second.Best.Score, 1e-5);
            Assert.Equal(pair.First.Best.Attention[0], pair.Second.Best.Attention[0], (x, y) => Math.Abs(x - y) < 1e-5);
        });
    }

    [Fact]
    public void Constructor_WhatDoesNotFit_Refused()
    {
        Assert.Throws<ArgumentException>(() => new EnsembleModel([Model(1), new ScriptedStepModel(7, (_, _) => [])], [1, 1], EnsembleSpace.Log));
        Assert.Throws<ArgumentException>(() => new EnsembleModel([Model(1)], [0], EnsembleSpace.Log));
        Assert.Throws<ArgumentException>(() => new EnsembleModel([Model(1), Model(2)], [1], EnsembleSpace.Log));
    }

    private static double[] Mean(ScriptedStepModel[] members, double[] weights, EnsembleSpace space, int[] source, int[] prefix) =>
        [.. Enumerable.Range(0, SearchCase.Vocabulary).Select(piece =>
        {
            var values = members.Select(member => (double)member.LogProbabilities(source, prefix)[piece]).ToArray();
            return space == EnsembleSpace.Log ? Math.Exp(values.Zip(weights, (x, w) => x * w).Sum())
                : values.Zip(weights, (x, w) => Math.Exp(x) * w).Sum();
        })];

    private static ScriptedStepModel Model(int seed) =>
        new(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, seed));
}
