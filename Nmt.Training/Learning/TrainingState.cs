namespace Nmt.Training.Learning;

/// <summary>
/// Where a run stands: every counter and cursor, as saved in a checkpoint's state.json. What is not here follows from
/// it: the order of batches from seed and epoch, the rate and the dropout masks from the step.
/// </summary>
internal sealed record TrainingState
{
    /// <summary>Steps taken, skipped ones included; each sees one batch, or as many as are accumulated.</summary>
    public int Step { get; init; }

    /// <summary>The epoch of the next batch, counted from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>The next batch of the epoch, counted from 0.</summary>
    public int Batch { get; init; }

    /// <summary>Steps that changed the weights: what Adam and the weight average count.</summary>
    public int Updates { get; init; }

    /// <summary>Steps since the last update, each skipped.</summary>
    public int SkippedInARow { get; init; }

    /// <summary>Steps of the whole run that were skipped, those before a roll-back included.</summary>
    public int Skipped { get; init; }

    /// <summary>How often the run went back to an earlier checkpoint.</summary>
    public int RollBacks { get; init; }

    /// <summary>What the schedule's rate is multiplied by: halved at each roll-back.</summary>
    public double RateScale { get; init; } = 1;

    /// <summary>What the loss of a step usually is.</summary>
    public LossWatch Losses { get; init; } = new();

    /// <summary>Most tokens that fit into the memory at once, padding included; null where every batch did so far.</summary>
    public int? BatchLimit { get; init; }

    /// <summary>Device, threads and kernel of the process that wrote this: with others the sums are rounded elsewhere.</summary>
    public string Arithmetic { get; init; } = "";

    /// <summary>The step of the last evaluation; 0 before the first.</summary>
    public int EvaluatedStep { get; init; }

    public EarlyStopping Progress { get; init; } = new();

    public RatePlateau Plateau { get; init; } = new();

    /// <summary>BLEU at the best step, whatever the metric is that decided; null before the first evaluation.</summary>
    public double? BestBleu { get; init; }

    /// <summary>Time spent in this run so far, pauses between its sessions left out.</summary>
    public double Seconds { get; init; }

    /// <summary>Why the run ended; null while it has not.</summary>
    public string? Finished { get; init; }
}
