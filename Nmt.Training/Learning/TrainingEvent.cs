using System.Text.Json.Serialization;

namespace Nmt.Training.Learning;

/// <summary>Something that happened in a run: one line of its log. Plain values, no tensors.</summary>
/// <param name="Step">When it happened, in batches seen.</param>
internal abstract record TrainingEvent(int Step);

/// <summary>A process begins to train: what it needs to be said for its numbers to mean something.</summary>
/// <param name="Step">Where it begins.</param>
/// <param name="Environment">The program and the machine.</param>
internal abstract record SessionBegan(int Step, [property: JsonIgnore] RunEnvironment Environment) : TrainingEvent(Step)
{
    public string Version => Environment.Version;

    public string Commit => Environment.Commit;

    public string Runtime => Environment.Runtime;

    public string Torch => Environment.Torch;

    public string Device => Environment.Device;

    public int Threads => Environment.Threads;

    public string Kernel => Environment.Kernel;

    public required long Seed { get; init; }

    /// <summary>Expected from the batches of the first epoch; the others differ by a few.</summary>
    public required int TotalSteps { get; init; }
}

/// <summary>A new run begins.</summary>
internal sealed record RunStarted(RunEnvironment Environment) : SessionBegan(0, Environment)
{
    public required long Parameters { get; init; }

    public required int TrainPairs { get; init; }

    /// <summary>Pairs that were left out because one side exceeds the longest length.</summary>
    public required int LeftOutPairs { get; init; }

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }
}

/// <summary>A run goes on from a checkpoint.</summary>
internal sealed record RunResumed(int Step, RunEnvironment Environment) : SessionBegan(Step, Environment)
{
    public required string Checkpoint { get; init; }
}

/// <summary>What happened over the last few steps.</summary>
internal sealed record StepsDone(int Step) : TrainingEvent(Step)
{
    /// <summary>Epochs done, with the part of the current one.</summary>
    public required double Epoch { get; init; }

    /// <summary>Nats per target token, smoothed labels; the mean over these steps' tokens, not a number where all were skipped.</summary>
    public required double Loss { get; init; }

    /// <summary>e to the loss, smoothed labels and all.</summary>
    public double Perplexity => Math.Exp(Loss);

    public required double LearningRate { get; init; }

    /// <summary>Before clipping, of the last step; not a number where that was skipped.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Target pieces, end marks included, without the time for evaluation and checkpoints.</summary>
    public required double TokensPerSecond { get; init; }

    public required double MemoryMegabytes { get; init; }

    public required double SecondsLeft { get; init; }
}

/// <summary>A step changed nothing, because its loss or its gradient cannot be right.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Skipped">Skipped steps of the run so far, this one included.</param>
internal sealed record StepSkipped(int Step, string Reason, int Skipped) : TrainingEvent(Step);

/// <summary>Too many steps in a row were skipped: the run goes on from an earlier checkpoint, more slowly.</summary>
/// <param name="Step">The checkpoint's step: what was told of later ones is void.</param>
/// <param name="FromStep">How far the run had come.</param>
/// <param name="Checkpoint">Where it goes on.</param>
/// <param name="RateScale">What the schedule's rate is multiplied by from now on.</param>
internal sealed record RolledBack(int Step, int FromStep, string Checkpoint, double RateScale) : TrainingEvent(Step);

/// <summary>A batch did not fit into the memory: from now on its like is computed in parts, to the same gradient.</summary>
/// <param name="Step">When it was found.</param>
/// <param name="Limit">Most tokens that are computed at once, padding and end marks included.</param>
internal sealed record BatchSplit(int Step, int Limit) : TrainingEvent(Step);

/// <summary>The development set was scored.</summary>
internal sealed record Evaluated(int Step) : TrainingEvent(Step)
{
    public required double Epoch { get; init; }

    /// <summary>Nats per target token, without smoothing.</summary>
    public required double ValidLoss { get; init; }

    public required double ValidPerplexity { get; init; }

    /// <summary>Of greedy translations; null where the metric is the loss.</summary>
    public double? Bleu { get; init; }

    /// <summary>BLEU's.</summary>
    public string? Signature { get; init; }

    /// <summary>chrF2 of the same translations; null where it is not the metric.</summary>
    public double? Chrf { get; init; }

    /// <summary>Whether these weights are the best so far and were kept.</summary>
    public required bool Best { get; init; }

    public required IReadOnlyList<TranslationSample> Samples { get; init; }
}

/// <summary>One sentence of the development set.</summary>
internal sealed record TranslationSample(string Source, string Reference, string Translation);

/// <summary>The run can go on from here.</summary>
internal sealed record CheckpointWritten(int Step, string Path) : TrainingEvent(Step);

/// <summary>Something could not be written; the older version is still there and the run goes on.</summary>
internal sealed record WriteFailed(int Step, string Path, string Reason) : TrainingEvent(Step);

/// <summary>The run ends, or stops until it is called again.</summary>
internal sealed record RunEnded(int Step, string Reason) : TrainingEvent(Step)
{
    public const string Finished = "finished";
    public const string StoppedEarly = "early-stopping";
    public const string Interrupted = "interrupted";

    public double? BestBleu { get; init; }

    public int BestStep { get; init; }

    /// <summary>Steps that changed nothing.</summary>
    public int SkippedSteps { get; init; }

    /// <summary>How often the run went back to an earlier checkpoint.</summary>
    public int RollBacks { get; init; }

    public double Seconds { get; init; }

    public double PeakMemoryMegabytes { get; init; }
}
