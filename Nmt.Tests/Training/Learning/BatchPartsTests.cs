using Nmt.Training.Corpus;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class BatchPartsTests
{
    [Fact]
    public void Of_BatchThatFits_IsItself()
    {
        var batch = Batch(3, 4, 4);

        Assert.Same(batch, Assert.Single(BatchParts.Of(batch, 12)));
        Assert.Same(batch, Assert.Single(BatchParts.Of(batch, null)));
    }

    [Theory]
    [InlineData(11, "3 4|4")]
    [InlineData(8, "3 4|4")]
    [InlineData(7, "3|4|4")]
    [InlineData(1, "3|4|4")] // a pair cannot be cut
    public void Of_BatchThatDoesNotFit_IsCutWhereThePaddingCounts(int limit, string expected) =>
        Assert.Equal(expected, Text(BatchParts.Of(Batch(3, 4, 4), limit)));

    [Fact]
    public void Of_AnyLimit_KeepsEveryPairInItsOrder()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var batch = Batch([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(1, 9))]);
            var limit = random.Next(1, 60);

            var parts = BatchParts.Of(batch, limit);

            Assert.Equal(batch, parts.SelectMany(part => part));
            Assert.All(parts, part => Assert.True(part.Count == 1 || BatchParts.Cells(part) <= limit));
        }
    }

    // The end mark is a token too.
    private static EncodedPair[] Batch(params int[] widths) => [.. widths.Select(width => new EncodedPair(new int[width - 1], new int[Math.Max(0, width - 2)]))];

    private static string Text(IEnumerable<IReadOnlyList<EncodedPair>> parts) =>
        string.Join('|', parts.Select(part => string.Join(' ', part.Select(pair => pair.Widest))));
}
