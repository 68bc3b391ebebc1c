using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class ProgressTrainingDisplayTests
{
    [Fact]
    public void Follow_Events_DrawsThemAllAndShowsWhatPeopleRead()
    {
        using var writer = new StringWriter();
        TrainingEvent[] events =
        [
            new StepsDone(10) { Epoch = 1, Loss = 2.5, LearningRate = 0.1, GradientNorm = 2, TokensPerSecond = 3, MemoryMegabytes = 4, SecondsLeft = 5 },
            new StepSkipped(11, "gradient not finite [sic]", 1), // brackets are Spectre's markup
            new RunEnded(12, RunEnded.Finished),
        ];

        var last = new ProgressTrainingDisplay(writer).Follow(events, resumedStep: 0, totalSteps: 13);

        Assert.Same(events[^1], last);
        Assert.Contains("step 11 skipped: gradient not finite [sic]", writer.ToString(), StringComparison.Ordinal);
    }
}
