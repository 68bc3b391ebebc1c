namespace Nmt.Training.Evaluation;

/// <summary>What resampling says of a score: with 95 % confidence it lies within so much of the mean.</summary>
/// <param name="Mean">Of the resampled scores.</param>
/// <param name="HalfWidth">Half the distance between the 2.5 % and the 97.5 % quantile.</param>
internal readonly record struct ConfidenceInterval(double Mean, double HalfWidth)
{
    /// <param name="scores">Of the resampled texts, in any order; sorted here.</param>
    public static ConfidenceInterval Of(double[] scores)
    {
        var mean = scores.Average();
        Array.Sort(scores);
        var tail = scores.Length / 40; // 2.5 % at either end
        return new ConfidenceInterval(mean, 0.5 * (scores[^(tail + 1)] - scores[tail]));
    }
}
