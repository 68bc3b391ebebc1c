using System.Runtime.InteropServices;
using Nmt.Model.Errors;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class PartedGradientTests
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 24, dev: 1, longest: 5);

    [Fact]
    public void Of_BatchInParts_HasTheLossAndTheGradientOfTheWhole()
    {
        using var learned = Learned();
        var gradient = new PartedGradient(parts => StepGradient.Take(learned, parts, new RegularisationConfig { LabelSmoothing = 0.1 }), CPU);

        var whole = gradient.Of([Corpus.Train], seed: 1, limit: null);
        var expected = Gradients(learned);
        var parted = gradient.Of([Corpus.Train], seed: 1, limit: 20);

        Assert.Equal(whole.Loss, parted.Loss, 5);
        Assert.Equal((whole.Tokens, 20), (parted.Tokens, parted.Limit));
        foreach (var (name, values) in Gradients(learned))
        {
            Assert.All(values.Zip(expected[name]), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        }
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB")]
    [InlineData("[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.")]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")]
    public void Of_FullMemory_HalvesUntilItFitsAndSaysTheLimit(string message)
    {
        List<int> largest = [];
        var gradient = new PartedGradient(
            parts =>
            {
                largest.Add(parts.Max(BatchParts.Cells));
                return largest[^1] > 30 ? throw new ExternalException(message) : (2.5, 7);
            },
            CPU);
        var all = BatchParts.Cells(Corpus.Train);

        var cost = gradient.Of([Corpus.Train], seed: 1, limit: null);

        Assert.Equal((2.5, 7), (cost.Loss, cost.Tokens));
        Assert.Equal(all, largest[0]);
        Assert.InRange(largest[^1], 1, 30);
        Assert.All(largest.Zip(largest.Skip(1)), pair => Assert.True(pair.Second <= pair.First / 2));
        Assert.Equal(largest[^2] / 2, cost.Limit);
    }

    [Fact]
    public void Of_OnePairTooLarge_SaysWhatToChange()
    {
        var gradient = new PartedGradient(_ => throw new ExternalException("CUDA out of memory.\nstack"), CPU);

        var failure = Assert.Throws<NmtException>(() => gradient.Of([Corpus.Train], seed: 1, limit: null));

        Assert.Contains("The memory of cpu does not hold one pair of 6 tokens (CUDA out of memory.)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("data.maxLength", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnotherFailure_IsNotTakenForAFullMemory()
    {
        var gradient = new PartedGradient(_ => throw new ExternalException("shape mismatch"), CPU);

        Assert.Throws<ExternalException>(() => gradient.Of([Corpus.Train], seed: 1, limit: null));
    }

    // Dropout would draw other masks for the parts.
    private static LearnedState Learned()
    {
        var model = ReverseTask.Config.Model with { Dropout = 0, SourceWordDropout = 0, TargetWordDropout = 0 };
        var learned = new LearnedState(ReverseTask.Config with { Model = model }, Corpus.Tokenizer.Vocabulary.Count, CPU);
        learned.Model.train();
        return learned;
    }

    private static Dictionary<string, float[]> Gradients(LearnedState learned)
    {
        using var scope = NewDisposeScope();
        return learned.Model.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone().data<float>().ToArray());
    }
}
