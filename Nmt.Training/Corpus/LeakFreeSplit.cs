namespace Nmt.Training.Corpus;

/// <summary>
/// Cuts a development and a test set off a corpus so that no sentence of theirs, source or target, is also in another
/// part: pairs that share a side, directly or through other pairs, form a group, and a group stays together.
/// </summary>
internal sealed class LeakFreeSplit
{
    // A forest: each pair points at a pair of its group, a root at itself.
    private readonly List<int> _parents = [];
    private readonly Dictionary<UInt128, int> _bySource = [];
    private readonly Dictionary<UInt128, int> _byTarget = [];

    /// <summary>The number of pairs.</summary>
    public int Count => _parents.Count;

    /// <summary>Adds the next pair of normalized texts.</summary>
    public void Add(PairKey key)
    {
        int pair = _parents.Count;
        _parents.Add(pair);
        Join(_bySource, key.Source, pair);
        Join(_byTarget, key.Target, pair);
    }

    /// <summary>
    /// Draws whole groups by chance until the two sets have their sizes. A group larger than what a set still lacks is
    /// passed over, so a set can come out smaller only where the corpus is one great group.
    /// </summary>
    /// <param name="devSize">Pairs of the development set.</param>
    /// <param name="testSize">Pairs of the test set.</param>
    /// <param name="random">Decides which groups.</param>
    /// <param name="counts">Whether a pair is still one of the corpus; the others hold groups together, but fill no set.</param>
    /// <returns>The part of each pair, in the order of <see cref="Add"/>.</returns>
    public CorpusPart[] Draw(int devSize, int testSize, Random random, Func<int, bool>? counts = null)
    {
        int[] roots = [.. Enumerable.Range(0, Count).Select(Root)];
        var sizes = new int[Count];
        for (int pair = 0; pair < Count; pair++)
        {
            sizes[roots[pair]] += counts is null || counts(pair) ? 1 : 0;
        }

        int[] groups = [.. Enumerable.Range(0, Count).Where(pair => sizes[pair] > 0)];
        random.Shuffle(groups);
        var parts = new CorpusPart[Count];
        Array.Fill(parts, CorpusPart.Train);
        foreach (int group in groups)
        {
            if (sizes[group] <= testSize)
            {
                parts[group] = CorpusPart.Test;
                testSize -= sizes[group];
            }
            else if (sizes[group] <= devSize)
            {
                parts[group] = CorpusPart.Dev;
                devSize -= sizes[group];
            }
        }

        return [.. roots.Select(root => parts[root])];
    }

    private void Join(Dictionary<UInt128, int> bySide, UInt128 key, int pair)
    {
        if (!bySide.TryAdd(key, pair))
        {
            _parents[Root(pair)] = Root(bySide[key]);
        }
    }

    private int Root(int pair)
    {
        while (_parents[pair] != pair)
        {
            // Halving the path keeps later walks short.
            _parents[pair] = _parents[_parents[pair]];
            pair = _parents[pair];
        }

        return pair;
    }
}

/// <summary>Where a line of the input goes.</summary>
internal enum CorpusPart : byte
{
    Dropped,
    Train,
    Dev,
    Test,
}
