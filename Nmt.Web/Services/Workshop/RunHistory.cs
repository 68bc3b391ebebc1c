namespace Nmt.Web.Services.Workshop;

/// <summary>A value at a step of a run.</summary>
public readonly record struct CurvePoint(long Step, double Value);

/// <summary>A sentence of the development set as the model translated it at an evaluation.</summary>
public sealed record RunSample(string Source, string Reference, string Translation);

/// <summary>The development set was scored.</summary>
/// <param name="Step">When.</param>
/// <param name="Epoch">Epochs done by then.</param>
/// <param name="ValidLoss">Nats per target piece.</param>
/// <param name="Bleu">Of greedy translations; null where the run's metric is the loss.</param>
/// <param name="Signature">How BLEU was computed; never shown without it.</param>
/// <param name="Best">Whether these weights were the best so far.</param>
/// <param name="Samples">A few sentences, the same at each evaluation.</param>
public sealed record RunEvaluation(
    long Step, double Epoch, double ValidLoss, double? Bleu, string Signature, bool Best, IReadOnlyList<RunSample> Samples);

/// <summary>All that a run has told so far: its <c>run.jsonl</c> read once. Immutable.</summary>
public sealed record RunHistory
{
    /// <summary>False where the log has no line yet.</summary>
    public bool HasStarted { get; init; }

    public string SourceLanguage { get; init; } = "";

    public string TargetLanguage { get; init; } = "";

    public long Parameters { get; init; }

    public long TrainPairs { get; init; }

    public long Step { get; init; }

    /// <summary>Steps planned; 0 where they are not known.</summary>
    public long TotalSteps { get; init; }

    public double Epoch { get; init; }

    public double LearningRate { get; init; }

    /// <summary>Target pieces a second.</summary>
    public double TokensPerSecond { get; init; }

    public double? SecondsLeft { get; init; }

    /// <summary>Nats per target piece with smoothed labels, thinned to what a chart can show.</summary>
    public IReadOnlyList<CurvePoint> Loss { get; init; } = [];

    public IReadOnlyList<RunEvaluation> Evaluations { get; init; } = [];

    /// <summary>What could not be written or learned from, the last few.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The step of the last checkpoint; null before the first.</summary>
    public long? Checkpoint { get; init; }

    /// <summary>Why the run's last process ended, in its own word; null where it still runs, or ended without one.</summary>
    public string? End { get; init; }

    /// <summary>When the last line was written; null where that is not known.</summary>
    public DateTimeOffset? LastWord { get; init; }

    public RunEvaluation? Best => Evaluations.LastOrDefault(each => each.Best);

    /// <summary>Between 0 and 1.</summary>
    public double Done => TotalSteps > 0 ? Math.Clamp((double)Step / TotalSteps, 0, 1) : 0;
}
