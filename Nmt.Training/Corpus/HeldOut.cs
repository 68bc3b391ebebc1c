namespace Nmt.Training.Corpus;

/// <summary>What development and test sets hold, so that training pairs can be compared with them.</summary>
internal sealed class HeldOut
{
    private readonly HashSet<UInt128> _pairs = [];
    private readonly HashSet<UInt128> _sources = [];
    private readonly HashSet<UInt128> _targets = [];

    /// <summary>Remembers a normalized pair.</summary>
    public void Add(string source, string target)
    {
        _pairs.Add(TextKey.Of(source, target));
        _sources.Add(TextKey.Of(source));
        _targets.Add(TextKey.Of(target));
    }

    public bool HasPair(string source, string target) => _pairs.Contains(TextKey.Of(source, target));

    public bool HasSource(string source) => _sources.Contains(TextKey.Of(source));

    public bool HasTarget(string target) => _targets.Contains(TextKey.Of(target));
}
