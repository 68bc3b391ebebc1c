namespace Nmt.Training.Corpus;

/// <summary>What development and test sets hold, so that training pairs can be compared with them.</summary>
internal sealed class HeldOut
{
    private readonly HashSet<UInt128> _pairs = [];
    private readonly HashSet<UInt128> _sources = [];
    private readonly HashSet<UInt128> _targets = [];

    /// <summary>Remembers a pair of normalized texts.</summary>
    public void Add(PairKey key)
    {
        _pairs.Add(key.Pair);
        _sources.Add(key.Source);
        _targets.Add(key.Target);
    }

    public bool HasPair(PairKey key) => _pairs.Contains(key.Pair);

    public bool HasSource(PairKey key) => _sources.Contains(key.Source);

    public bool HasTarget(PairKey key) => _targets.Contains(key.Target);
}
