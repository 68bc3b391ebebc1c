using System.Runtime.InteropServices;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

/// <summary>What becomes of a run whose memory does not hold a batch.</summary>
public sealed class SplitBatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_BatchTooLargeForTheMemory_IsSplitAndTheSizeRemembered()
    {
        var refused = 0;
        List<TrainingEvent> events = [];
        using (var first = Session())
        {
            Fill(first);
            events.AddRange(first.Trainer.Run(default).TakeWhile(told => told is not StepsDone { Step: 8 }));
        }

        var split = events.OfType<BatchSplit>().ToList();
        Assert.NotEmpty(split);
        Assert.InRange(split[^1].Limit, 1, 30);
        Assert.Equal(refused, split.Count);

        refused = 0;
        using var second = Session();
        Assert.Equal(split[^1].Limit, second.Files.State.BatchLimit);
        Fill(second);
        var end = second.Trainer.Run(default).Last();

        Assert.Equal(0, refused);
        Assert.Equal(RunEnded.Finished, Assert.IsType<RunEnded>(end).Reason);

        void Fill(TrainingSession session) => session.Trainer.Steps.WrapGradient(own => parts =>
        {
            if (parts.All(part => BatchParts.Cells(part) <= 30))
                return own(parts);
            refused++;
            throw new ExternalException("DefaultCPUAllocator: can't allocate memory");
        });
    }

    private TrainingSession Session() =>
        new(Path.Combine(_folder.Path, "run"), ReverseTask.Config, ReverseTask.Corpus(train: 60, dev: 6, longest: 5));
}
