using Nmt.Model.Errors;

namespace Nmt.Model.Search;

/// <summary>How to look for the best translation.</summary>
public sealed record SearchOptions
{
    /// <summary>Hypotheses that are kept alive for each sentence; 1 is greedy search.</summary>
    public int Beam { get; init; } = 5;

    /// <summary>Hypotheses that are returned for each sentence, at most <see cref="Beam"/>.</summary>
    public int NBest { get; init; } = 1;

    /// <summary>How scores of different lengths are made comparable.</summary>
    public LengthNormalization Normalization { get; init; } = LengthNormalization.Average;

    /// <summary>The exponent of the normalisation, at least 0: larger values favour longer translations.</summary>
    public double LengthPenalty { get; init; } = 1.0;

    /// <summary>Pieces of translation allowed for each source piece; see <see cref="Cap"/>.</summary>
    public double MaxLengthRatio { get; init; } = 2.0;

    /// <summary>Pieces allowed on top of the ratio.</summary>
    public int MaxLengthOffset { get; init; } = 20;

    /// <summary>A bound for all sentences alike, or none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether hypotheses carry the attention along their path.</summary>
    public bool KeepAttention { get; init; } = true;

    internal LengthPenalty Penalty => new(Normalization, LengthPenalty);

    /// <summary>The most pieces (Eos not counted) that a source of so many pieces may become; at least 1.</summary>
    public int Cap(int sourcePieces)
    {
        var cap = (MaxLengthRatio * sourcePieces) + MaxLengthOffset;
        return (int)Math.Clamp(cap, 1, MaxLength ?? int.MaxValue - 1);
    }

    /// <summary>Everything that is wrong with the options, one sentence a fault; empty when they are fine.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Beam < 1)
            faults.Add($"beam: expected at least 1, found {Beam}.");
        if (NBest < 1 || NBest > Beam)
            faults.Add($"n-best: expected 1 to the beam, {Beam}, found {NBest}.");
        if (!Enum.IsDefined(Normalization))
            faults.Add($"normalization: expected none, average or gnmt, found {Normalization}.");
        if (!(LengthPenalty is >= 0 and <= 10))
            faults.Add($"length penalty: expected 0 to 10, found {LengthPenalty}.");
        if (!(MaxLengthRatio is >= 0 and <= 1000))
            faults.Add($"maximum length ratio: expected 0 to 1000, found {MaxLengthRatio}.");
        if (MaxLengthOffset is < 0 or > 1_000_000)
            faults.Add($"maximum length offset: expected 0 to 1000000, found {MaxLengthOffset}.");
        if (MaxLength is < 1 or int.MaxValue)
            faults.Add($"maximum length: expected at least 1, found {MaxLength}.");
        return faults;
    }

    internal void Check()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new NmtException("The search cannot be run: " + string.Join(' ', faults));
    }
}
