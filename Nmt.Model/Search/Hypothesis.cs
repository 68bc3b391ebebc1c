namespace Nmt.Model.Search;

/// <summary>A complete translation of one sentence, as ids.</summary>
/// <param name="Ids">The pieces, without Eos; at least one.</param>
/// <param name="LogProbability">Of the pieces and of Eos: a sum, in nats.</param>
/// <param name="Score">The log-probability normalised by length; hypotheses are ranked by it.</param>
/// <param name="PieceLogProbabilities">For each piece, then for Eos; their sum is <paramref name="LogProbability"/>.</param>
/// <param name="Attention">For each piece, then for Eos: weights over the source pieces and its Eos, <c>[tgtLen + 1][srcLen + 1]</c>; empty when it was not asked for.</param>
/// <param name="Truncated">The length cap ended it, where the model would rather have gone on.</param>
public sealed record Hypothesis(
    IReadOnlyList<int> Ids,
    double LogProbability,
    double Score,
    IReadOnlyList<float> PieceLogProbabilities,
    IReadOnlyList<float[]> Attention,
    bool Truncated)
{
    /// <summary>For each piece, then for Eos; empty unless <see cref="SearchOptions.KeepUncertainty"/>.</summary>
    public IReadOnlyList<PieceUncertainty> Uncertainty { get; init; } = [];

    /// <summary>
    /// For each piece, then for Eos: the likeliest other pieces in its place by the model's own distribution, whatever a
    /// rule forbade, the likeliest first; empty unless <see cref="SearchOptions.KeepRunnersUp"/>.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<(int Piece, float LogProbability)>> RunnersUp { get; init; } = [];
}
