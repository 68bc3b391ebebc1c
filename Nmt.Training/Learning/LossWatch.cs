namespace Nmt.Training.Learning;

/// <summary>
/// What the loss of a step usually is, so that a spike is seen before it reaches the weights: a moving mean and variance.
/// A value: observing a loss gives the next.
/// </summary>
internal sealed record LossWatch
{
    // About as many steps are remembered, and as many must have been seen before any of them can be called a spike.
    private const int Memory = 100;

    // Batches of short and of long sentences differ by less than this, a step that went wrong by more.
    private const double Deviations = 6;
    private const double LeastNats = 1;
    private const double LeastShare = 0.5;

    /// <summary>Losses seen.</summary>
    public int Count { get; init; }

    /// <summary>Nats per token.</summary>
    public double Mean { get; init; }

    /// <summary>Of the loss between steps.</summary>
    public double Variance { get; init; }

    // The highest loss that is not a spike; none before enough was seen. Not public: a checkpoint holds what is.
    private double Highest => Count < Memory
        ? double.PositiveInfinity
        : Mean + Math.Max(Math.Max(LeastNats, LeastShare * Mean), Deviations * Math.Sqrt(Variance));

    /// <summary>Takes in the loss of a step that is not skipped.</summary>
    /// <param name="loss">Finite.</param>
    public LossWatch Observe(double loss)
    {
        var share = Math.Max(1.0 / (Count + 1), 1.0 / Memory);
        var difference = loss - Mean;
        return new LossWatch
        {
            Count = Math.Min(Count + 1, Memory),
            Mean = Mean + (share * difference),
            Variance = (1 - share) * (Variance + (share * difference * difference)),
        };
    }

    /// <summary>Whether a step with this loss cannot be right: not a number, infinite, or far above the usual.</summary>
    public bool IsSpike(double loss) => !double.IsFinite(loss) || loss > Highest;
}
