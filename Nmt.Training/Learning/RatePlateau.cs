namespace Nmt.Training.Learning;

/// <summary>
/// How often the rate was cut because the loss of the development set had stopped falling. A value: observing an
/// evaluation gives the next one, and a checkpoint holds it.
/// </summary>
internal sealed record RatePlateau
{
    /// <summary>The smallest loss so far, nats per token; null before the first evaluation.</summary>
    public double? Best { get; init; }

    /// <summary>Evaluations in a row that were not better, since the best or the last cut.</summary>
    public int Stale { get; init; }

    /// <summary>Cuts so far.</summary>
    public int Cuts { get; init; }

    /// <param name="loss">Of the development set; not a number counts as no better.</param>
    /// <param name="patience">Evaluations that need not be better; the next one cuts.</param>
    public RatePlateau Observe(double loss, int patience) =>
        double.IsFinite(loss) && (Best is null || loss < Best) ? this with { Best = loss, Stale = 0 }
        : Stale < patience ? this with { Stale = Stale + 1 }
        : this with { Stale = 0, Cuts = Cuts + 1 };
}
