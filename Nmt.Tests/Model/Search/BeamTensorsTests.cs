using Nmt.Model.Batching;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Search;

/// <summary>What a beam search holds, and that it lets go of it.</summary>
public sealed class BeamTensorsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Search_CancelledAtAStep_StopsThereAndLeavesNoTensor(int step)
    {
        using var source = TokenBatch.Source(SearchCase.Sentences, CPU);
        using var cancellation = new CancellationTokenSource();
        var model = new ScriptedStepModel(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, 5));
        model.Before[step] = cancellation.Cancel;
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Assert.Throws<OperationCanceledException>(() =>
            new BeamSearch().Search(model, source, new SearchOptions(), null, cancellation.Token));

        Assert.Equal(step + 1, model.Steps.Count);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Search_EveryStep_AsManyLiveTensors()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        using var source = TokenBatch.Source([[5, 6, 7], [8, 9, 4]], CPU);
        var counts = new List<long>();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var options = new SearchOptions { KeepAttention = false };

        new BeamSearch().Search(model, source, options, Count, CancellationToken.None);

        Assert.True(counts.Count > 10);
        Assert.Single(counts.Distinct());
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Count(SearchProgress report)
        {
            if (!report.Final) // the last step may look at Eos once more
                counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }
}
