namespace Nmt.Training.Learning;

/// <summary>Something that happened in a run: one line of its log. Plain values, no tensors.</summary>
/// <param name="Step">When it happened, in batches seen.</param>
internal abstract record TrainingEvent(int Step);

/// <summary>A new run begins.</summary>
internal sealed record RunStarted : TrainingEvent
{
    public RunStarted()
        : base(0)
    {
    }

    public required string Version { get; init; }

    public required long Seed { get; init; }

    public required int Threads { get; init; }

    public required string Device { get; init; }

    /// <summary>Processor and kernels of the maths library: what a speed means nothing without.</summary>
    public required string Kernel { get; init; }

    public required long Parameters { get; init; }

    public required int TrainPairs { get; init; }

    /// <summary>Pairs that were left out because one side exceeds the longest length.</summary>
    public required int LeftOutPairs { get; init; }

    /// <summary>Expected from the batches of the first epoch; the others differ by a few.</summary>
    public int TotalSteps { get; init; }

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }
}

/// <summary>A run goes on from a checkpoint.</summary>
internal sealed record RunResumed(int Step, string Checkpoint, int TotalSteps) : TrainingEvent(Step);

/// <summary>What happened over the last few steps.</summary>
internal sealed record StepsDone(int Step) : TrainingEvent(Step)
{
    /// <summary>Epochs done, with the part of the current one.</summary>
    public required double Epoch { get; init; }

    /// <summary>Nats per target token, smoothed labels; the mean over the tokens of these steps.</summary>
    public required double Loss { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Before clipping, of the last step.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Target pieces, end marks included, without the time for evaluation and checkpoints.</summary>
    public required double TokensPerSecond { get; init; }

    public required double MemoryMegabytes { get; init; }

    public required double SecondsLeft { get; init; }
}

/// <summary>A step changed nothing.</summary>
internal sealed record StepSkipped(int Step, string Reason) : TrainingEvent(Step);

/// <summary>The development set was scored.</summary>
internal sealed record Evaluated(int Step) : TrainingEvent(Step)
{
    public required double Epoch { get; init; }

    /// <summary>Nats per target token, without smoothing.</summary>
    public required double ValidLoss { get; init; }

    public required double ValidPerplexity { get; init; }

    /// <summary>Of greedy translations; null where the metric is the loss.</summary>
    public double? Bleu { get; init; }

    public string? Signature { get; init; }

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

    public double Seconds { get; init; }

    public double PeakMemoryMegabytes { get; init; }
}
