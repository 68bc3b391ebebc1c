using System.Globalization;
using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>Events as lines for people.</summary>
internal static class TrainingText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <returns>One line, and of an evaluation two more with a sample; null for an event that people need not read.</returns>
    public static string? Line(TrainingEvent told, int totalSteps) => told switch
    {
        RunStarted run => string.Create(
            Culture, $"{run.SourceLanguage} to {run.TargetLanguage}: {run.TrainPairs:N0} pairs ({run.LeftOutPairs:N0} too long), "
            + $"{run.Parameters:N0} parameters, about {run.TotalSteps:N0} steps, seed {run.Seed}; nmt {run.Version} ({run.Commit}), {run.Runtime}, {run.Torch}, {run.Environment.Arithmetic}"),
        RunResumed run => string.Create(Culture, $"goes on from {run.Checkpoint}, step {run.Step:N0} of about {run.TotalSteps:N0}"),
        StepsDone step => string.Create(
            Culture, $"step {step.Step:N0}/{totalSteps:N0}  epoch {step.Epoch:F2}  {Loss(step)}  rate {step.LearningRate:G3}  {Norm(step)}"
            + $"{step.TokensPerSecond:N0} tokens/s  {step.MemoryMegabytes:N0} MB  {Span(step.SecondsLeft)} left"),
        Evaluated dev => string.Create(
            Culture, $"step {dev.Step:N0}: dev loss {dev.ValidLoss:F3}  perplexity {dev.ValidPerplexity:F2}{Bleu(dev)}{Chrf(dev)}{(dev.Best ? "  best so far" : "")}{Sample(dev)}"),
        StepSkipped skip => string.Create(Culture, $"step {skip.Step:N0} skipped: {skip.Reason} (skipped so far: {skip.Skipped:N0})"),
        RolledBack back => string.Create(
            Culture, $"went back from step {back.FromStep:N0} to {back.Checkpoint}: the steps after it came to nothing; the rate "
            + $"is now {back.RateScale:G3} of the recipe's"),
        BatchSplit split => string.Create(
            Culture, $"step {split.Step:N0}: the batch did not fit into the memory; from now on at most {split.Limit:N0} tokens are "
            + $"computed at once, to the same gradient"),
        WriteFailed failed => string.Create(Culture, $"warning: {failed.Path} could not be written: {failed.Reason} What was there before is untouched."),
        RunEnded end => string.Create(Culture, $"{end.Reason} at step {end.Step:N0} after {Span(end.Seconds)}; {Best(end)}; {Faults(end)}at most {end.PeakMemoryMegabytes:N0} MB"),
        _ => null,
    };

    public static string Span(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Round(seconds));
        return span.TotalHours >= 1 ? string.Create(Culture, $"{(int)span.TotalHours}:{span:mm\\:ss}") : string.Create(Culture, $"{span:m\\:ss}");
    }

    /// <summary>Smoothed labels and all.</summary>
    public static string Loss(StepsDone step) => string.Create(Culture, $"loss {step.Loss:F3}  ppl {step.Perplexity:F2}");

    private static string Norm(StepsDone step) =>
        double.IsFinite(step.GradientNorm) ? string.Create(Culture, $"norm {step.GradientNorm:F2}  ") : "";

    private static string Bleu(Evaluated dev) =>
        dev.Bleu is { } bleu ? string.Create(Culture, $"  BLEU {bleu:F2} ({dev.Signature}, greedy)") : "";

    // The model seen to learn: one sentence, as it is translated now.
    private static string Sample(Evaluated dev) =>
        dev.Samples is [var sample, ..] ? $"\n    {sample.Source}\n    {sample.Translation}" : "";

    private static string Chrf(Evaluated dev) => dev.Chrf is { } chrf ? string.Create(Culture, $"  chrF2 {chrf:F2}") : "";

    private static string Faults(RunEnded end) => end.SkippedSteps == 0
        ? ""
        : string.Create(Culture, $"steps skipped: {end.SkippedSteps:N0}, returns to a checkpoint: {end.RollBacks}; ");

    private static string Best(RunEnded end) => end.BestBleu is { } bleu
        ? string.Create(Culture, $"best dev BLEU {bleu:F2} (greedy) at step {end.BestStep:N0}")
        : end.BestStep > 0 ? string.Create(Culture, $"best at step {end.BestStep:N0}") : "nothing evaluated yet";
}
