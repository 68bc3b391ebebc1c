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

    /// <summary>Pieces of translation allowed for each source piece; see <see cref="Cap(int)"/>.</summary>
    public double MaxLengthRatio { get; init; } = 2.0;

    /// <summary>Pieces allowed on top of the ratio.</summary>
    public int MaxLengthOffset { get; init; } = 20;

    /// <summary>A bound for all sentences alike, or none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether hypotheses carry the attention along their path.</summary>
    public bool KeepAttention { get; init; } = true;

    /// <summary>Added to the score for each piece (He et al. 2016); below 0 it favours short translations.</summary>
    public double WordReward { get; init; }

    /// <summary>The beta of the coverage penalty (Wu et al. 2016, equation 14); 0 switches it off.</summary>
    public double CoveragePenalty { get; init; }

    /// <summary>
    /// Hypotheses leave the beam whose probability is below this share of the best one's (Freitag and Al-Onaizan 2017);
    /// null keeps all. What sentences with required phrases keep is not pruned.
    /// </summary>
    public double? PruneRelative { get; init; }

    /// <summary>Hypotheses leave the beam whose score is further than this below the best one's; null keeps all.</summary>
    public double? PruneAbsolute { get; init; }

    /// <summary>The fewest pieces of a translation, Eos not counted; at least 1.</summary>
    public int MinLength { get; init; } = 1;

    /// <summary>No sequence of so many pieces comes twice in a translation; 0 lets all repeat.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>
    /// The beam is searched in so many groups of equal width, each kept from what the groups before it chose in the same
    /// step (Vijayakumar et al. 2018).
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>What a piece costs a group for each time that a group before it chose the piece in this step.</summary>
    public double Diversity { get; init; } = 0.5;

    /// <summary>Draws <see cref="NBest"/> translations instead of looking for the best; null for beam search.</summary>
    public SamplingOptions? Sampling { get; init; }

    /// <summary>Whether hypotheses carry the entropy and the margin of each piece.</summary>
    public bool KeepUncertainty { get; init; }

    /// <summary>How many of the likeliest other pieces hypotheses carry for each of theirs, up to 100; 0 keeps none.</summary>
    public int KeepRunnersUp { get; init; }

    /// <summary>The most nodes of the search that are kept for each sentence as its <see cref="SearchTrace"/>; 0 keeps none.</summary>
    public int TraceNodes { get; init; }

    /// <summary>What is asked of each sentence of the batch; empty when nothing is asked of any.</summary>
    public IReadOnlyList<SentenceDemands> Demands { get; init; } = [];

    /// <summary>Whether phrases can be required: part of the beam is kept for them.</summary>
    public bool HasPlainBeam => Sampling is null && Groups == 1 && Beam > 1;

    internal Scoring Scoring => new(new(Normalization, LengthPenalty), WordReward, CoveragePenalty);

    /// <summary>The most pieces (Eos not counted) that a source of so many pieces may become; at least 1.</summary>
    public int Cap(int sourcePieces) => Cap(sourcePieces, demanded: 0);

    // What must be said comes on top of what the ratio allows; only MaxLength binds in any case.
    internal int Cap(int sourcePieces, int demanded)
    {
        var cap = Math.Max((MaxLengthRatio * sourcePieces) + MaxLengthOffset, MinLength) + demanded;
        return (int)Math.Clamp(cap, 1, MaxLength ?? int.MaxValue - 1);
    }

    /// <summary>Everything that is wrong with the options, one sentence a fault; empty when they are fine.</summary>
    public IReadOnlyList<string> Faults() =>
        [.. WidthFaults(), .. ScoreFaults(), .. LengthFaults(), .. Contradictions(), .. Sampling?.Faults() ?? []];

    /// <exception cref="NmtException">What must be said of a sentence does not fit into its length limit.</exception>
    internal void CheckLength(int sourcePieces, SentenceDemands demands)
    {
        var cap = Cap(sourcePieces, demands.Need);
        if (demands.Need > cap)
            throw new NmtException($"What the translation must contain (its prefix and required phrases) takes {demands.Need} pieces, but its length limit is {cap} pieces. Raise the maximum length, or require less.");
    }

    internal void Check(int sentences)
    {
        if (Faults() is { Count: > 0 } faults)
            throw new NmtException("The search cannot be run: " + string.Join(' ', faults));
        if (Demands.Count > 0 && Demands.Count != sentences)
            throw new ArgumentException($"Expected demands for {sentences} sentences, found {Demands.Count}.", nameof(sentences));
    }

    private IEnumerable<string> WidthFaults()
    {
        if (Beam < 1)
            yield return $"beam: expected at least 1, found {Beam}.";
        if (NBest < 1 || (NBest > Beam && Sampling is null))
            yield return $"n-best: expected 1 to the beam, {Beam}, found {NBest}.";
        if (Groups < 1 || (Beam >= 1 && Beam % Groups != 0))
            yield return $"beam groups: expected a divisor of the beam, {Beam}, found {Groups}.";
        if (!(Diversity is >= 0 and <= 100))
            yield return $"diversity: expected 0 to 100, found {Diversity}.";
        if (PruneRelative is not (null or (> 0 and < 1)))
            yield return $"relative pruning: expected more than 0, less than 1, found {PruneRelative}.";
        if (PruneAbsolute is not (null or (>= 0 and <= 1000)))
            yield return $"absolute pruning: expected 0 to 1000, found {PruneAbsolute}.";
        if (KeepRunnersUp is < 0 or > 100)
            yield return $"runners-up: expected 0 to 100, found {KeepRunnersUp}.";
        if (TraceNodes < 0)
            yield return $"trace nodes: expected 0 or more, found {TraceNodes}.";
    }

    private IEnumerable<string> ScoreFaults()
    {
        if (!Enum.IsDefined(Normalization))
            yield return $"normalization: expected none, average or gnmt, found {Normalization}.";
        if (!(LengthPenalty is >= 0 and <= 10))
            yield return $"length penalty: expected 0 to 10, found {LengthPenalty}.";
        if (!(WordReward is >= -100 and <= 100))
            yield return $"word reward: expected -100 to 100, found {WordReward}.";
        if (!(CoveragePenalty is >= 0 and <= 100))
            yield return $"coverage penalty: expected 0 to 100, found {CoveragePenalty}.";
    }

    private IEnumerable<string> LengthFaults()
    {
        if (!(MaxLengthRatio is >= 0 and <= 1000))
            yield return $"maximum length ratio: expected 0 to 1000, found {MaxLengthRatio}.";
        if (MaxLengthOffset is < 0 or > 1_000_000)
            yield return $"maximum length offset: expected 0 to 1000000, found {MaxLengthOffset}.";
        if (MaxLength is < 1 or int.MaxValue)
            yield return $"maximum length: expected at least 1, found {MaxLength}.";
        if (MinLength is < 1 or > 1_000_000)
            yield return $"minimum length: expected 1 to 1000000, found {MinLength}.";
        if (MinLength > MaxLength)
            yield return $"minimum length: expected at most the maximum length, {MaxLength}, found {MinLength}.";
        if (NoRepeatNgram < 0)
            yield return $"repeat blocking: expected 0 (off) or the length of a sequence, found {NoRepeatNgram}.";
    }

    private IEnumerable<string> Contradictions()
    {
        if (Sampling is not null && Groups > 1)
            yield return "beam groups and sampling: expected one of them; draws are diverse by themselves.";
        if (Sampling is not null && (PruneRelative ?? PruneAbsolute) is not null)
            yield return "pruning and sampling: expected one of them; sampling has no beam to prune.";
        if (Sampling is not null && TraceNodes > 0)
            yield return "search trace and sampling: expected one of them; draws are no search.";
        if (!HasPlainBeam && Demands.Any(demands => demands.ShareBeamByNeed))
            yield return "required phrases: expected plain beam search with a beam of at least 2, part of which is kept for them.";
    }
}
