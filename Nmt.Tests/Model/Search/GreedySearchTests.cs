using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Search;

public sealed class GreedySearchTests
{
    private static readonly GreedySearch Greedy = new();

    [Theory]
    [InlineData(LengthNormalization.None)]
    [InlineData(LengthNormalization.Average)]
    [InlineData(LengthNormalization.Gnmt)]
    public void Search_AnyModel_EqualsABeamOfOne(LengthNormalization normalization)
    {
        var options = new SearchOptions { Beam = 1, Normalization = normalization, MaxLengthOffset = 2 };
        for (var seed = 0; seed < 20; seed++)
        {
            var greedy = SearchCase.Run(Greedy, Model(seed), options, SearchCase.Sentences);
            var beam = SearchCase.Run(new BeamSearch(), Model(seed), options, SearchCase.Sentences);
            foreach (var (x, y) in greedy.Zip(beam))
            {
                Assert.Equal(y.Best.Ids, x.Best.Ids);
                Assert.Equal(y.Best.Score, x.Best.Score, 1e-9);
                Assert.Equal(y.Best.PieceLogProbabilities, x.Best.PieceLogProbabilities);
                Assert.Equal(y.Best.Attention, x.Best.Attention);
                Assert.Equal(y.Best.Truncated, x.Best.Truncated);
            }
        }
    }

    [Fact]
    public void Search_EachStep_TakesTheLikeliestPiece()
    {
        var model = Model(8);
        foreach (var (source, result) in SearchCase.Sentences.Zip(SearchCase.Run(Greedy, model, new SearchOptions(), SearchCase.Sentences)))
        {
            int[] ids = [.. result.Best.Ids, SpecialTokens.Eos];
            for (var t = 0; t < ids.Length && !(result.Best.Truncated && t == ids.Length - 1); t++)
            {
                var step = model.LogProbabilities(source, ids[..t]);
                var allowed = Enumerable.Range(0, SearchCase.Vocabulary).Where(id => id > SpecialTokens.Eos || (id == SpecialTokens.Eos && t > 0));
                Assert.Equal(allowed.MaxBy(id => step[id]), ids[t]);
            }
        }
    }

    [Fact]
    public void Search_FinishedSentences_LeaveTheBatch()
    {
        var model = new ScriptedStepModel(6, (source, prefix) => prefix.Length < source.Length ? [0, 0, 0, 1, 0, 0] : [0, 0, 1, 0, 0, 0]);

        SearchCase.Run(Greedy, model, new SearchOptions(), [[3, 3], [3], [3, 3, 3]]);

        Assert.Equal([(3, 3), (3, 3), (2, 2), (1, 1)], model.Steps);
    }

    [Fact]
    public void Search_Progress_GrowsByOnePieceAStep()
    {
        var reports = new List<SearchProgress>();
        var found = SearchCase.Run(Greedy, Model(2), new SearchOptions(), [[3, 4, 5]], reports.Add);

        Assert.All(reports, report => Assert.Equal(found[0].Best.Ids.Take(report.Step + 1), report.BestIds));
        Assert.Equal([true], reports.Select(report => report.Final).Where(final => final));
        Assert.True(reports[^1].Final);
    }

    [Fact]
    public void Search_Cancelled_StopsAndLeavesNoTensor()
    {
        using var source = TokenBatch.Source(SearchCase.Sentences, CPU);
        using var cancellation = new CancellationTokenSource();
        var model = Model(5);
        model.Before[2] = cancellation.Cancel;
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Assert.Throws<OperationCanceledException>(() =>
            Greedy.Search(model, source, new SearchOptions(), null, cancellation.Token));

        Assert.Equal(3, model.Steps.Count);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Search_ProbabilitiesNotANumber_Error()
    {
        var model = new ScriptedStepModel(6, (_, _) => [1, 1, 1, double.NaN, double.NaN, double.NaN]);
        Assert.Throws<NmtException>(() => SearchCase.Run(Greedy, model, new SearchOptions(), [[3]]));
    }

    private static ScriptedStepModel Model(int seed) =>
        new(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, seed));
}
