namespace Nmt.Model.Network;

/// <summary>Which layer's memory is asked for, over which sentence.</summary>
/// <param name="Source">Source pieces, without the end mark.</param>
/// <param name="Target">Target pieces, without marks.</param>
public sealed record MemoryQuestion(IReadOnlyList<int> Source, IReadOnlyList<int> Target)
{
    /// <summary>What the network reads before the source and no memory shows: see <see cref="Translation.SourceTag"/>.</summary>
    public IReadOnlyList<int> Tag { get; init; } = [];

    public MemorySide Side { get; init; }

    /// <summary>From 0, the lowest.</summary>
    public int Layer { get; init; }

    /// <summary>What is held; empty for the network as it is.</summary>
    public IReadOnlyList<UnitClamp> Clamps { get; init; } = [];
}
