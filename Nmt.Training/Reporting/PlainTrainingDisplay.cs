using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>For logs and pipes: every event a plain line, an evaluation with a sample, steps now and then.</summary>
internal sealed class PlainTrainingDisplay(TextWriter writer, TimeProvider time) : ITrainingDisplay
{
    private const int MostSteps = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public TrainingEvent Follow(IEnumerable<TrainingEvent> events, int resumedStep, int totalSteps)
    {
        var (step, at) = (resumedStep, time.GetTimestamp());
        TrainingEvent? last = null;
        foreach (var told in events)
        {
            last = told;
            if (told is StepsDone)
            {
                if (told.Step - step < MostSteps && time.GetElapsedTime(at) < Longest)
                    continue;
                (step, at) = (told.Step, time.GetTimestamp());
            }

            if (TrainingText.Line(told, totalSteps) is { } line)
                Show(line);
        }

        return last!;
    }

    // Where the output is a file on a full disk, the training is worth more than its lines.
    private void Show(string line)
    {
        try
        {
            writer.WriteLine(line);
        }
        catch (IOException)
        {
            // The next one may fit; run.jsonl has its own say on a full disk.
        }
    }
}
