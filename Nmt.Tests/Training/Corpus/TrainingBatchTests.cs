using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Corpus;

public sealed class TrainingBatchTests
{
    [Fact]
    public void Of_UnequalPairs_ShiftsPadsAndLeavesPaddingOutOfGold()
    {
        using var scope = NewDisposeScope();

        using var batch = TrainingBatch.Of([new EncodedPair([5], [7, 8]), new EncodedPair([5, 6], []), new EncodedPair([6], [9])], CPU);

        Assert.Equal([3, 3], batch.TargetIn.shape);
        Assert.Equal([1, 7, 8, 1, 0, 0, 1, 9, 0], batch.TargetIn.data<long>().ToArray());
        Assert.Equal([0, 1, 2, 3, 6, 7], batch.GoldPositions.data<long>().ToArray());
        Assert.Equal([7, 8, 2, 2, 9, 2], batch.Gold.data<long>().ToArray());
        Assert.Equal(6, batch.Tokens);
        Assert.Equal([5, 2, 0, 5, 6, 2, 6, 2, 0], batch.Source.Ids.data<long>().ToArray());
    }
}
