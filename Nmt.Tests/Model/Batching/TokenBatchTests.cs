using Nmt.Model.Batching;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Batching;

public sealed class TokenBatchTests
{
    [Fact]
    public void Source_OfUnequalSentences_AppendsEndMarksAndPadsBehind()
    {
        using var batch = TokenBatch.Source([[5, 6], [], [7, 8, 9]], CPU);

        Assert.Equal((3, 4), (batch.Count, batch.Length));
        Assert.Equal(
            [5, 6, SpecialTokens.Eos, SpecialTokens.Pad, SpecialTokens.Eos, SpecialTokens.Pad, SpecialTokens.Pad, SpecialTokens.Pad, 7, 8, 9, SpecialTokens.Eos],
            batch.Ids.data<long>().ToArray());
        Assert.Equal([3, 1, 4], batch.Lengths.data<long>().ToArray());
        Assert.Equal(
            [true, true, true, false, true, false, false, false, true, true, true, true],
            batch.Mask.data<bool>().ToArray());
    }

    [Fact]
    public void Source_OfNothing_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenBatch.Source([], CPU));
}
