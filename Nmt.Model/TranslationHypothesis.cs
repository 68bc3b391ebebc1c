namespace Nmt.Model;

/// <summary>One way to translate a line. Its lists are parallel: one entry a piece, Eos included.</summary>
public sealed record TranslationHypothesis
{
    public required string Text { get; init; }

    /// <summary>Normalised by length; see <see cref="Search.LengthNormalization"/>.</summary>
    public required double Score { get; init; }

    /// <summary>Sum over the pieces, in nats.</summary>
    public required double LogProbability { get; init; }

    /// <summary>What each piece shows; <c>&lt;/s&gt;</c> at the end of each segment.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }

    /// <summary>The ids of <see cref="Pieces"/>, one each.</summary>
    public IReadOnlyList<int> Ids { get; init; } = [];

    public required IReadOnlyList<float> PieceLogProbabilities { get; init; }

    /// <summary>
    /// <c>[Pieces][SourcePieces]</c>; each row sums to 1, less what rests on the <see cref="Translation.SourceTag"/>.
    /// Between the segments of a joined translation it is 0. Empty unless <see cref="Search.SearchOptions.KeepAttention"/>.
    /// </summary>
    public required IReadOnlyList<float[]> Attention { get; init; }

    /// <summary>Entropy and margin of each piece; empty unless <see cref="Search.SearchOptions.KeepUncertainty"/>.</summary>
    public IReadOnlyList<Search.PieceUncertainty> Uncertainty { get; init; } = [];

    /// <summary>The likeliest other pieces in the place of each; empty unless <see cref="Search.SearchOptions.KeepRunnersUp"/>.</summary>
    public IReadOnlyList<IReadOnlyList<RankedPiece>> RunnersUp { get; init; } = [];

    /// <summary>
    /// The expected utility that it was chosen by; null unless <see cref="MinimumBayesRisk"/>. Of a joined
    /// translation, the mean over its segments weighted by their pieces.
    /// </summary>
    public double? Utility { get; init; }

    /// <summary>
    /// How likely models of the other direction find the source behind it, in nats per piece of the source as each of them
    /// spells it; null unless it was chosen by that. Of a joined translation, the mean over its segments weighted by the
    /// pieces of their sources.
    /// </summary>
    public double? ReverseScore { get; init; }
}
