namespace Nmt.Model;

/// <summary>
/// A given translation as the model sees it: how likely each piece is behind those before it, and what else could have
/// stood there. Its lists are parallel: one entry a piece, Eos included.
/// </summary>
public sealed record ForcedTranslation
{
    /// <summary>The source as it was given.</summary>
    public required string Source { get; init; }

    /// <summary>The translation as it was given.</summary>
    public required string Target { get; init; }

    /// <summary>What each source piece shows, <c>&lt;/s&gt;</c> last: the columns of <see cref="Attention"/>.</summary>
    public required IReadOnlyList<string> SourcePieces { get; init; }

    /// <summary>What each piece shows, <c>&lt;/s&gt;</c> last.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }

    /// <summary>In nats.</summary>
    public required IReadOnlyList<float> PieceLogProbabilities { get; init; }

    /// <summary>Entropy and margin of each piece.</summary>
    public required IReadOnlyList<Search.PieceUncertainty> Uncertainty { get; init; }

    /// <summary>The likeliest other pieces in each place, the likeliest first.</summary>
    public required IReadOnlyList<IReadOnlyList<RankedPiece>> RunnersUp { get; init; }

    /// <summary><c>[Pieces][SourcePieces]</c>; each row sums to 1, less what rests on the tag of a model of several directions.</summary>
    public required IReadOnlyList<float[]> Attention { get; init; }

    /// <summary>Sum over the pieces, in nats.</summary>
    public double LogProbability => PieceLogProbabilities.Sum(piece => (double)piece);

    /// <summary>Nats per piece: beam search's score with its default length penalty.</summary>
    public double Score => LogProbability / Pieces.Count;

    /// <summary>1 where the model is certain; the size of the vocabulary where it has no idea.</summary>
    public double Perplexity => Math.Exp(-Score);
}
