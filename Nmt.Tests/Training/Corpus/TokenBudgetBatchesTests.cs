using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class TokenBudgetBatchesTests
{
    private const int Budget = 120;

    private static readonly EncodedPair[] Pairs = SomePairs(count: 700, seed: 3);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Epoch_Always_HasEveryPairOnce(int pool)
    {
        var indices = Batches(pool).Epoch(2).SelectMany(batch => batch).Order();

        Assert.Equal(Enumerable.Range(0, Pairs.Length), indices);
    }

    [Fact]
    public void Epoch_Always_KeepsTheBudgetOnBothSidesWithPadding()
    {
        Assert.All(Batches(5).Epoch(0), batch =>
        {
            Assert.InRange(batch.Count * batch.Max(i => Pairs[i].SourceTokens), 1, Budget);
            Assert.InRange(batch.Count * batch.Max(i => Pairs[i].TargetTokens), 1, Budget);
        });
    }

    [Fact]
    public void Epoch_Always_FillsBatches()
    {
        var batches = Batches(20).Epoch(0);

        // Without the sorting by length the padding would take about half.
        Assert.InRange(Pairs.Sum(pair => pair.SourceTokens) / (double)(batches.Count * Budget), 0.65, 1.0);
    }

    [Fact]
    public void Epoch_PairBeyondTheBudget_IsABatchOfItsOwn()
    {
        EncodedPair[] pairs = [new([7], [7]), new([.. Enumerable.Repeat(7, 50)], [7]), new([7], [7])];

        var batches = new TokenBudgetBatches(pairs, budget: 10, pool: 9, seed: 1).Epoch(0);

        Assert.Contains(batches, batch => batch is [1]);
        Assert.Equal(3, batches.Sum(batch => batch.Count));
    }

    [Fact]
    public void Epoch_SameSeedAndEpoch_IsTheSame() => Assert.Equal(Batches(5).Epoch(4), Batches(5).Epoch(4));

    [Fact]
    public void Epoch_OtherEpochOrSeed_IsAnother()
    {
        var one = Batches(5, seed: 1).Epoch(2);

        Assert.NotEqual(one, Batches(5, seed: 1).Epoch(3));
        Assert.NotEqual(one, Batches(5, seed: 2).Epoch(2));
        Assert.NotEqual(one, Batches(5, seed: 2).Epoch(1));
    }

    [Fact]
    public void Epoch_SameLengths_PutsDifferentPairsTogetherInEachEpoch()
    {
        var pairs = Enumerable.Range(3, 60).Select(i => new EncodedPair([i], [i])).ToArray();
        var batches = new TokenBudgetBatches(pairs, budget: 20, pool: 2, seed: 1);

        Assert.NotEqual(Neighbours(batches.Epoch(0)), Neighbours(batches.Epoch(1)));
    }

    [Fact]
    public void Epoch_LengthsWithinAPool_AreSorted()
    {
        // One pool holds everything: in the order of lengths the ranges of the batches do not overlap.
        var ranges = Batches(1000).Epoch(0)
            .Select(batch => (Low: batch.Min(i => Pairs[i].Widest), High: batch.Max(i => Pairs[i].Widest)))
            .Order().ToArray();

        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.High <= pair.Second.Low));
        Assert.NotEqual(ranges, [.. Batches(1000).Epoch(0).Select(batch => (batch.Min(i => Pairs[i].Widest), batch.Max(i => Pairs[i].Widest)))]);
    }

    [Fact]
    public void Sorted_Always_HasEveryPairOnceInOrderOfLength()
    {
        var indices = TokenBudgetBatches.Sorted(Pairs, Budget).SelectMany(batch => batch).ToArray();

        Assert.Equal(Enumerable.Range(0, Pairs.Length), indices.Order());
        Assert.Equal(Pairs.Select(pair => pair.Widest).Order(), indices.Select(i => Pairs[i].Widest));
    }

    private static HashSet<string> Neighbours(IReadOnlyList<IReadOnlyList<int>> batches) =>
        [.. batches.Select(batch => string.Join(',', batch.Order()))];

    private static TokenBudgetBatches Batches(int pool, long seed = 1) => new(Pairs, Budget, pool, seed);

    private static EncodedPair[] SomePairs(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var length = random.Next(1, 30);
            return new EncodedPair(new int[length], new int[Math.Clamp(length + random.Next(-3, 4), 1, 40)]);
        })];
    }
}
