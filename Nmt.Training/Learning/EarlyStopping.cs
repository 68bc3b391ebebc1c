namespace Nmt.Training.Learning;

/// <summary>Which evaluation was best, and how many since were not. A value: observing one gives the next.</summary>
internal sealed record EarlyStopping
{
    /// <summary>The best score so far, higher is better; null before the first evaluation.</summary>
    public double? Best { get; init; }

    /// <summary>The step of <see cref="Best"/>.</summary>
    public int BestStep { get; init; }

    /// <summary>Evaluations since <see cref="Best"/>.</summary>
    public int Stale { get; init; }

    /// <param name="score">Higher is better; not a number counts as no improvement.</param>
    /// <param name="step">When it was measured.</param>
    public EarlyStopping Observe(double score, int step) =>
        double.IsFinite(score) && (Best is null || score > Best)
            ? new EarlyStopping { Best = score, BestStep = step }
            : this with { Stale = Stale + 1 };

    /// <param name="patience">Evaluations without a new best that end the run; 0 for never.</param>
    public bool IsOver(int patience) => patience > 0 && Stale >= patience;
}
