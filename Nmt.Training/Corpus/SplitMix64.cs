namespace Nmt.Training.Corpus;

/// <summary>
/// A stream of random numbers whose state is one number (Steele, Lea and Flood 2014, SplitMix64): a stream of its own for
/// each sentence costs nothing, and the sentences can be spelled in any order on any number of threads.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>A stream for what some numbers together name; other numbers give a stream that has nothing to do with it.</summary>
    public static SplitMix64 Of(params ReadOnlySpan<long> numbers)
    {
        var mixed = 0UL;
        foreach (var number in numbers)
            mixed = Mix(unchecked((mixed ^ (ulong)number) + Step));
        return new SplitMix64(mixed);
    }

    public ulong Next() => Mix(_state = unchecked(_state + Step));

    /// <summary>True with this probability; 0 is never and 1 always.</summary>
    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    private static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
