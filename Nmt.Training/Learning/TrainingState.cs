namespace Nmt.Training.Learning;

/// <summary>
/// Where a run stands: every counter and cursor, as saved in a checkpoint's state.json. What is not here follows from
/// it: the order of batches from seed and epoch, the rate and the dropout masks from the step.
/// </summary>
internal sealed record TrainingState
{
    /// <summary>Batches seen, skipped ones included.</summary>
    public int Step { get; init; }

    /// <summary>The epoch of the next batch, counted from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>The next batch of the epoch, counted from 0.</summary>
    public int Batch { get; init; }

    /// <summary>Steps that changed the weights: what Adam and the weight average count.</summary>
    public int Updates { get; init; }

    /// <summary>Steps since the last update, because the gradient was not finite.</summary>
    public int SkippedInARow { get; init; }

    /// <summary>The step of the last evaluation; 0 before the first.</summary>
    public int EvaluatedStep { get; init; }

    public EarlyStopping Progress { get; init; } = new();

    /// <summary>BLEU at the best step, whatever the metric is that decided; null before the first evaluation.</summary>
    public double? BestBleu { get; init; }

    /// <summary>Time spent in this run so far, pauses between its sessions left out.</summary>
    public double Seconds { get; init; }

    /// <summary>Why the run ended; null while it has not.</summary>
    public string? Finished { get; init; }
}
