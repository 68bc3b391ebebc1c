using Microsoft.Extensions.Time.Testing;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class PlainTrainingDisplayTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _writer = new() { NewLine = "\n" };

    [Fact]
    public void Follow_ManySteps_ShowsEveryHundredth()
    {
        Follow(Enumerable.Range(1, 25).Select(i => Step(10 * i)));

        Assert.Equal(["step 100/1,000", "step 200/1,000"], Lines().Select(line => line[..14]));
    }

    [Fact]
    public void Follow_SlowSteps_ShowsOneInTenSeconds()
    {
        Follow(Enumerable.Range(1, 8).Select(i =>
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            return Step(i);
        }));

        Assert.Equal(["step 3/1,000", "step 6/1,000"], Lines().Select(line => line[..12]));
    }

    [Fact]
    public void Follow_EvaluationAndEnd_AreAlwaysShownWithTheSignature()
    {
        var last = Follow(
        [
            new Evaluated(7) { Epoch = 1, ValidLoss = 2, ValidPerplexity = Math.Exp(2), Bleu = 31.4159, Signature = "nrefs:1|case:mixed", Best = true, Samples = [] },
            new CheckpointWritten(7, "checkpoints/step-000007"),
            new WriteFailed(8, "best", "No space left on device."),
            new RunEnded(9, RunEnded.Finished) { BestBleu = 31.4159, BestStep = 7, Seconds = 3_725, PeakMemoryMegabytes = 1_234 },
        ]);

        Assert.IsType<RunEnded>(last);
        Assert.Equal(
            [
                "step 7: dev loss 2.000  perplexity 7.39  BLEU 31.42 (nrefs:1|case:mixed, greedy)  best so far",
                "warning: best could not be written: No space left on device. What was there before is untouched.",
                "finished at step 9 after 1:02:05; best dev BLEU 31.42 (greedy) at step 7; at most 1,234 MB",
            ],
            Lines());
    }

    private TrainingEvent Follow(IEnumerable<TrainingEvent> events) =>
        new PlainTrainingDisplay(_writer, _time).Follow(events, resumedStep: 0, totalSteps: 1_000);

    private string[] Lines() => _writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static StepsDone Step(int step) => new(step)
    {
        Epoch = 0.5,
        Loss = 1,
        LearningRate = 0.1,
        GradientNorm = 2,
        TokensPerSecond = 3,
        MemoryMegabytes = 4,
        SecondsLeft = 5,
    };
}
