namespace Nmt.Training.Corpus;

/// <summary>
/// Puts pairs of similar length together, by a budget of tokens. The batches of an epoch are a pure function of the
/// lengths, the seed and the epoch, so that a position in training is two numbers: the epoch and the batch.
/// </summary>
internal sealed class TokenBudgetBatches
{
    private readonly IReadOnlyList<EncodedPair> _pairs;
    private readonly int _budget;
    private readonly int _pool;
    private readonly long _seed;

    /// <param name="pairs">At least one; a pair that alone exceeds the budget becomes a batch of its own.</param>
    /// <param name="budget">Most tokens of a batch on either side, padding and end marks included.</param>
    /// <param name="pool">Batches that are sorted by length together.</param>
    /// <param name="seed">With the epoch it decides the order.</param>
    public TokenBudgetBatches(IReadOnlyList<EncodedPair> pairs, int budget, int pool, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pairs.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(pool, 1);
        _pairs = pairs;
        _budget = budget;
        _pool = pool;
        _seed = seed;
    }

    /// <summary>The batches of one epoch, each a list of indices of pairs; every pair is in exactly one.</summary>
    /// <param name="epoch">Counted from 0.</param>
    public IReadOnlyList<IReadOnlyList<int>> Epoch(int epoch)
    {
        var random = new Random(HashSeed(_seed, epoch));
        var order = Enumerable.Range(0, _pairs.Count).ToArray();
        random.Shuffle(order);

        List<IReadOnlyList<int>> batches = [];
        foreach (var pool in Pools(order))
            Cut(pool, batches);

        var shuffled = batches.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>All pairs by length, cut by the budget and not shuffled: the way through a development set.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Sorted(IReadOnlyList<EncodedPair> pairs, int budget)
    {
        List<IReadOnlyList<int>> batches = [];
        new TokenBudgetBatches(pairs, budget, pool: 1, seed: 0).Cut(Enumerable.Range(0, pairs.Count).ToArray(), batches);
        return batches;
    }

    // Mixed rather than added: seed 1 in epoch 2 must not repeat seed 2 in epoch 1 (finalizer of SplitMix64).
    private static int HashSeed(long seed, int epoch)
    {
        var mixed = unchecked((ulong)seed + (0x9E3779B97F4A7C15UL * (ulong)(epoch + 1)));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        return (int)((mixed ^ (mixed >> 27)) & int.MaxValue);
    }

    private IEnumerable<ArraySegment<int>> Pools(int[] order)
    {
        var start = 0;
        var tokens = 0L;
        for (var i = 0; i < order.Length; i++)
        {
            tokens += _pairs[order[i]].Widest;
            if (tokens >= (long)_budget * _pool || i == order.Length - 1)
            {
                yield return new ArraySegment<int>(order, start, i + 1 - start);
                start = i + 1;
                tokens = 0;
            }
        }
    }

    private void Cut(ArraySegment<int> pool, List<IReadOnlyList<int>> batches)
    {
        // First what the budget counts: that fills batches best. A stable sort keeps the shuffled order among equals.
        var sorted = pool.OrderBy(i => _pairs[i].Widest).ThenBy(i => _pairs[i].SourceTokens).ToArray();
        var start = 0;
        var widest = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var width = Math.Max(widest, _pairs[sorted[i]].Widest);
            if (i > start && (long)width * (i + 1 - start) > _budget)
            {
                batches.Add(sorted[start..i]);
                start = i;
                width = _pairs[sorted[i]].Widest;
            }

            widest = width;
        }

        batches.Add(sorted[start..]);
    }
}
