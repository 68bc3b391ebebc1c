namespace Nmt.Model.Search;

/// <summary>Turns log-probabilities of hypotheses of different lengths into scores that can be compared.</summary>
/// <param name="Mode">The shape of the divisor.</param>
/// <param name="Alpha">Its exponent, at least 0; 0 switches normalisation off.</param>
internal readonly record struct LengthPenalty(LengthNormalization Mode, double Alpha)
{
    /// <summary>The score of a hypothesis of <paramref name="length"/> pieces, its Eos counted as one.</summary>
    /// <param name="logProbability">Sum over the pieces, in nats.</param>
    /// <param name="length">At least 1.</param>
    public double Score(double logProbability, int length) => Mode switch
    {
        LengthNormalization.Average => logProbability / Math.Pow(length, Alpha),
        LengthNormalization.Gnmt => logProbability / Math.Pow((5.0 + length) / 6.0, Alpha),
        _ => logProbability,
    };
}
