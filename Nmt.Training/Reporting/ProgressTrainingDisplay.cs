using System.Globalization;
using Nmt.Training.Learning;
using Spectre.Console;

namespace Nmt.Training.Reporting;

/// <summary>For a terminal: a bar for the epoch and one for the run, with loss, perplexity, rate, norm, speed, memory, BLEU and time left.</summary>
internal sealed class ProgressTrainingDisplay(TextWriter writer) : ITrainingDisplay
{
    public TrainingEvent Follow(IEnumerable<TrainingEvent> events, int resumedStep, int totalSteps)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        return console.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                var epoch = context.AddTask("epoch", maxValue: 1);
                var run = context.AddTask("run", maxValue: Math.Max(1, totalSteps));
                run.Value = resumedStep;
                var bleu = "";
                TrainingEvent? last = null;
                foreach (var told in events)
                {
                    last = told;
                    if (told is StepsDone step)
                        Show(step, epoch, run, bleu);
                    else if (TrainingText.Line(told, totalSteps) is { } line)
                        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{line}");
                    if (told is RunEnded { Reason: not RunEnded.Interrupted })
                        run.Value = run.MaxValue; // the expected number of steps is not exact
                    if (told is Evaluated { Bleu: { } score })
                        bleu = string.Create(CultureInfo.InvariantCulture, $"  dev BLEU {score:F2}");
                }

                return last!;
            });
    }

    private static void Show(StepsDone step, ProgressTask epoch, ProgressTask run, string bleu)
    {
        var culture = CultureInfo.InvariantCulture;
        var current = Math.Max(1, Math.Ceiling(step.Epoch)); // at its very end it is still the current one
        epoch.Description = string.Create(
            culture, $"epoch {current}  {TrainingText.Loss(step)}  rate {step.LearningRate:G3}  norm {step.GradientNorm:F2}");
        epoch.Value = step.Epoch - (current - 1);
        run.Description = string.Create(
            culture, $"step {step.Step:N0}  {step.TokensPerSecond:N0} tokens/s  {step.MemoryMegabytes:N0} MB{bleu}  {TrainingText.Span(step.SecondsLeft)} left");
        run.Value = step.Step;
    }
}
