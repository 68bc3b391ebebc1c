using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

public sealed class BeamSearchTests
{
    private const int A = 3;
    private const int B = 4;
    private const int C = 5;

    private static readonly BeamSearch Beam = new();
    private static readonly SearchOptions ThreePieces = new() { MaxLengthRatio = 0, MaxLengthOffset = 3 };

    [Fact]
    public void Search_BestPathBeginsWithTheSecondBestPiece_Found()
    {
        // Greedy takes A (0.5) and can only go on at 0.4; B (0.4) goes on at 0.9. "B C" is worth 0.4 * 0.9 * 1.
        var model = SearchCase.Table(new()
        {
            [""] = [0, 0, 0, 0.5, 0.4, 0.1],
            ["3"] = [0, 0, 0.3, 0.3, 0.4, 0],
            ["4"] = [0, 0, 0.05, 0, 0.05, 0.9],
            ["4 5"] = [0, 0, 1, 0, 0, 0],
        });
        var options = ThreePieces with { Beam = 2, Normalization = LengthNormalization.None };

        var best = SearchCase.Run(Beam, model, options, [[A]])[0].Best;

        Assert.Equal([B, C], best.Ids);
        Assert.Equal(Math.Log(0.36), best.LogProbability, 5);
        Assert.Equal([Math.Log(0.4), Math.Log(0.9), 0], best.PieceLogProbabilities.Select(value => (double)value), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.False(best.Truncated);
    }

    public static TheoryData<LengthNormalization, double> Normalizations => new()
    {
        { LengthNormalization.None, 1.0 },
        { LengthNormalization.Average, 1.0 },
        { LengthNormalization.Average, 0.5 },
        { LengthNormalization.Average, 0.0 },
        { LengthNormalization.Gnmt, 0.6 },
        { LengthNormalization.Gnmt, 2.0 },
    };

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void Search_BeamAsWideAsTheSpace_FindsTheExhaustiveBest(LengthNormalization normalization, double alpha)
    {
        // 3 + 9 + 27 translations of up to three pieces: all of them fit into the beam.
        var options = ThreePieces with { Beam = 200, NBest = 39, Normalization = normalization, LengthPenalty = alpha };
        for (var seed = 0; seed < 10; seed++)
        {
            var model = Model(seed);
            var found = SearchCase.Run(Beam, model, options, [[A, B]])[0].Hypotheses;
            var expected = SearchCase.Exhaust(model, [A, B], options);

            Assert.Equal(expected.Select(e => string.Join(' ', e.Ids)), found.Select(f => string.Join(' ', f.Ids)));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
            Assert.Equal(expected.Select(e => e.Cut), found.Select(f => f.Truncated));
        }
    }

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void Search_StopsEarly_WithTheResultOfSearchingOn(LengthNormalization normalization, double alpha)
    {
        // NBest equal to the beam never lets the bound decide; NBest 1 does. The best must be the same.
        for (var seed = 0; seed < 50; seed++)
        {
            var options = ThreePieces with { Beam = 4, Normalization = normalization, LengthPenalty = alpha };
            var early = SearchCase.Run(Beam, Model(seed), options, SearchCase.Sentences);
            var full = SearchCase.Run(Beam, Model(seed), options with { NBest = 4 }, SearchCase.Sentences);
            AssertSame(full.Select(result => result.Best), early.Select(result => result.Best));
        }
    }

    [Fact]
    public void Search_Batch_EqualsOneByOne()
    {
        var options = new SearchOptions { Beam = 4, NBest = 3, MaxLengthOffset = 2 };
        for (var seed = 0; seed < 10; seed++)
        {
            var together = SearchCase.Run(Beam, Model(seed), options, SearchCase.Sentences);
            for (var i = 0; i < SearchCase.Sentences.Length; i++)
            {
                var alone = SearchCase.Run(Beam, Model(seed), options, [SearchCase.Sentences[i]])[0];
                AssertSame(alone.Hypotheses, together[i].Hypotheses);
            }
        }
    }

    [Fact]
    public void Search_BatchOfARealNetwork_EqualsOneByOne()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var random = new Random(4);
        int[][] sentences = [.. Enumerable.Range(0, 64).Select(i => Enumerable.Range(0, i == 7 ? 60 : 1 + (i % 9)).Select(_ => random.Next(3, 19)).ToArray())];
        var options = new SearchOptions { NBest = 3 };

        var together = SearchCase.Run(Beam, model, options, sentences);

        foreach (var i in (int[])[0, 3, 7, 12, 63])
            AssertSame(SearchCase.Run(Beam, model, options, [sentences[i]])[0].Hypotheses, together[i].Hypotheses);
    }

    [Fact]
    public void Search_NBest_SortedDistinctAndWithoutSpecialPieces()
    {
        var options = new SearchOptions { Beam = 6, NBest = 6, MaxLengthOffset = 3 };
        foreach (var result in SearchCase.Run(Beam, Model(3), options, SearchCase.Sentences))
        {
            Assert.Equal(6, result.Hypotheses.Count);
            Assert.Equal(result.Hypotheses.OrderBy(found => found.Truncated).ThenByDescending(found => found.Score), result.Hypotheses);
            Assert.Equal(6, result.Hypotheses.Select(found => string.Join(' ', found.Ids)).Distinct().Count());
            Assert.All(result.Hypotheses, found =>
            {
                Assert.NotEmpty(found.Ids);
                Assert.DoesNotContain(found.Ids, SpecialTokens.Contains);
                Assert.Equal(found.Ids.Count + 1, found.PieceLogProbabilities.Count);
                Assert.Equal(found.LogProbability, found.PieceLogProbabilities.Sum(value => (double)value), 1e-9);
            });
        }
    }

    [Fact]
    public void Search_Attention_FollowsTheSurvivingPath()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var found = SearchCase.Run(Beam, Model(seed), new SearchOptions { NBest = 3, MaxLengthOffset = 2 }, SearchCase.Sentences);
            foreach (var (source, result) in SearchCase.Sentences.Zip(found))
            {
                foreach (var hypothesis in result.Hypotheses)
                    AssertAttention(source, hypothesis);
            }
        }
    }

    [Fact]
    public void Search_AttentionNotKept_Empty()
    {
        var options = new SearchOptions { KeepAttention = false };
        Assert.Empty(SearchCase.Run(Beam, Model(1), options, [[A, B]])[0].Best.Attention);
    }

    [Fact]
    public void Search_Progress_EveryStepOfEverySentenceUntilItsResult()
    {
        var reports = new List<SearchProgress>();
        var found = SearchCase.Run(Beam, Model(2), new SearchOptions { MaxLengthOffset = 2 }, SearchCase.Sentences, reports.Add);

        for (var i = 0; i < found.Count; i++)
        {
            var own = reports.Where(report => report.Sentence == i).ToList();
            Assert.Equal(Enumerable.Range(0, own.Count), own.Select(report => report.Step));
            Assert.All(own.SkipLast(1), report => Assert.Equal(report.Step + 1, report.BestIds.Count));
            Assert.All(own.SkipLast(1), report => Assert.False(report.Final));
            Assert.True(own[^1].Final);
            Assert.Equal(found[i].Best.Ids, own[^1].BestIds);
            Assert.Equal(found[i].Best.Score, own[^1].Score);
        }
    }

    [Fact]
    public void Search_ProbabilitiesNotANumber_Error()
    {
        var model = new ScriptedStepModel(6, (_, _) => [1, 1, 1, double.NaN, double.NaN, double.NaN]);

        var error = Assert.Throws<NmtException>(() => SearchCase.Run(Beam, model, new SearchOptions(), [[A]]));

        Assert.Contains("not a number", error.Message);
    }

    [Fact]
    public void Search_OptionsOutOfRange_EveryFaultIsNamed()
    {
        var options = new SearchOptions { Beam = 0, LengthPenalty = -1, MaxLength = 0 };

        var error = Assert.Throws<NmtException>(() => SearchCase.Run(Beam, Model(0), options, [[A]]));

        Assert.Contains("beam: expected at least 1, found 0", error.Message);
        Assert.Contains("length penalty: expected 0 to 10, found -1", error.Message);
        Assert.Contains("maximum length: expected at least 1, found 0", error.Message);
    }

    private static ScriptedStepModel Model(int seed) =>
        new(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, seed));

    private static void AssertAttention(int[] source, Hypothesis found)
    {
        Assert.Equal(found.Ids.Count + 1, found.Attention.Count);
        for (var t = 0; t < found.Attention.Count; t++)
        {
            var expected = new float[source.Length + 1];
            expected[ScriptedStepModel.AttentionOf(source, [.. found.Ids.Take(t)])] = 1;
            Assert.Equal(expected, found.Attention[t]);
        }
    }

    private static void AssertSame(IEnumerable<Hypothesis> expected, IEnumerable<Hypothesis> found) =>
        Assert.All(expected.Zip(found, (x, y) => (x, y)).ToList(), pair =>
        {
            Assert.Equal(pair.x.Ids, pair.y.Ids);
            Assert.Equal(pair.x.Score, pair.y.Score, 1e-5);
            Assert.Equal(pair.x.Truncated, pair.y.Truncated);
            Assert.All(
                pair.x.Attention.Zip(pair.y.Attention),
                rows => Assert.Equal(rows.First, rows.Second, (u, v) => Math.Abs(u - v) < 1e-5));
        });
}
