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
            new Evaluated(7) { Epoch = 1, ValidLoss = 2, ValidPerplexity = Math.Exp(2), Bleu = 31.4159, Signature = "nrefs:1|case:mixed", Best = true, Samples = [new("Hello.", "Hallo.", "Hallo!"), new("No.", "Nein.", "Nein.")] },
            new CheckpointWritten(7, "checkpoints/step-000007"),
            new WriteFailed(8, "best", "No space left on device."),
            new StepSkipped(8, "the loss is not finite", 3),
            new BatchSplit(8, 750),
            new RolledBack(6, 9, "checkpoints/step-000006", 0.5),
            new RunEnded(9, RunEnded.Finished) { SkippedSteps = 5, RollBacks = 1, BestBleu = 31.4159, BestStep = 7, Seconds = 3_725, PeakMemoryMegabytes = 1_234 },
        ]);

        Assert.IsType<RunEnded>(last);
        Assert.Equal(
            [
                "step 7: dev loss 2.000  perplexity 7.39  BLEU 31.42 (nrefs:1|case:mixed, greedy)  best so far",
                "    Hello.",
                "    Hallo!",
                "warning: best could not be written: No space left on device. What was there before is untouched.",
                "step 8 skipped: the loss is not finite (skipped so far: 3)",
                "step 8: the batch did not fit into the memory; from now on at most 750 tokens are computed at once, to the same gradient",
                "went back from step 9 to checkpoints/step-000006: the steps after it came to nothing; the rate is now 0.5 of the recipe's",
                "finished at step 9 after 1:02:05; best dev BLEU 31.42 (greedy) at step 7; steps skipped: 5, returns to a checkpoint: 1; at most 1,234 MB",
            ],
            Lines());
    }

    [Fact]
    public void Follow_OutputOnAFullDisk_GoesOn()
    {
        var last = new PlainTrainingDisplay(new FullWriter(), _time).Follow([Step(100), new RunEnded(100, RunEnded.Finished)], 0, 1_000);

        Assert.IsType<RunEnded>(last);
    }

    private sealed class FullWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }

    [Fact]
    public void Follow_Steps_SayAllThatIsWatched()
    {
        Follow([Step(100) with { Epoch = 1.5, Loss = Math.Log(4), LearningRate = 0.002, GradientNorm = 1.25, TokensPerSecond = 4_321, MemoryMegabytes = 987, SecondsLeft = 75 }]);

        Assert.Equal(
            "step 100/1,000  epoch 1.50  loss 1.386  ppl 4.00  rate 0.002  norm 1.25  4,321 tokens/s  987 MB  1:15 left", Assert.Single(Lines()));
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
