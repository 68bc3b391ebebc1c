namespace Nmt.Model.Search;

/// <summary>
/// The score of a translation: <c>log P / lp(length) + coverage + reward * pieces</c>. The first two are equation 14 of
/// Wu et al. 2016; the reward is that of He et al. 2016.
/// </summary>
/// <param name="Length">lp.</param>
/// <param name="Reward">Of each piece, Eos not counted.</param>
/// <param name="CoverageWeight">The beta of the coverage penalty, at least 0.</param>
internal readonly record struct Scoring(LengthPenalty Length, double Reward, double CoverageWeight)
{
    // A source piece that nothing looked at costs beta * 13.8: a lot, but no infinity that would make all such equal.
    private const double LeastCoverage = 1e-6;

    /// <summary>The score without coverage.</summary>
    /// <param name="logProbability">In nats.</param>
    /// <param name="length">Pieces, Eos counted; at least 1.</param>
    public double Score(double logProbability, int length) => Length.Score(logProbability, length) + (Reward * (length - 1));

    /// <summary>What no hypothesis can exceed that goes on from one of this length.</summary>
    /// <param name="logProbability">Of the hypothesis; it can only fall.</param>
    /// <param name="length">Its pieces so far.</param>
    /// <param name="cap">The most pieces that it may have, Eos not counted.</param>
    public double Bound(double logProbability, int length, int cap) =>
        Length.Score(logProbability, cap + 1) + (Reward * (Reward > 0 ? cap : length));

    /// <summary>beta times the sum over the source pieces (Eos not counted) of log min(1, attention received); at most 0.</summary>
    /// <param name="attention">One row a target piece, Eos included; the last column is the source's Eos.</param>
    public double Coverage(IReadOnlyList<float[]> attention)
    {
        var sum = 0.0;
        for (var source = 0; source < attention[0].Length - 1; source++)
        {
            var received = 0.0;
            foreach (var row in attention)
                received += row[source];
            sum += Math.Log(Math.Clamp(received, LeastCoverage, 1));
        }

        return CoverageWeight * sum;
    }
}
