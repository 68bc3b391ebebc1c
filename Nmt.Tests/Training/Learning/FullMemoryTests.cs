using System.Runtime.InteropServices;
using Nmt.Model.Errors;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class FullMemoryTests
{
    [Fact]
    public void Halving_FullMemory_TakesHalfUntilItFitsAndRemembers()
    {
        var (tokens, tried) = (4_000, new List<int>());

        var result = FullMemory.Halving(ref tokens, Work, CPU);
        _ = FullMemory.Halving(ref tokens, Work, CPU);

        Assert.Equal("done", result);
        Assert.Equal([4_000, 2_000, 1_000, 1_000], tried);

        string Work(int most)
        {
            tried.Add(most);
            return most <= 1_500 ? "done" : throw new ExternalException("CUDA out of memory. Tried to allocate 2.00 GiB");
        }
    }

    [Fact]
    public void Halving_NothingFits_SaysWhatToChange()
    {
        var tokens = 3;

        var failure = Assert.Throws<NmtException>(() => FullMemory.Halving<int>(ref tokens, _ => throw new ExternalException("CUDA out of memory.\nstack"), CPU));

        Assert.StartsWith("The memory of cpu does not hold an evaluation, one sentence at a time (CUDA out of memory.).", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Halving_AnotherFailure_IsNotTakenForAFullMemory()
    {
        var tokens = 4_000;

        Assert.Throws<ExternalException>(() => FullMemory.Halving<int>(ref tokens, _ => throw new ExternalException("size mismatch"), CPU));
        Assert.Equal(4_000, tokens);
    }

    [Theory]
    [InlineData("DefaultCPUAllocator: can't allocate memory: you tried to allocate 400 bytes", true)]
    [InlineData("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: not enough memory", true)]
    [InlineData("CUDNN_STATUS_ALLOC_FAILED", true)]
    [InlineData("std::bad_alloc", true)]
    [InlineData("an allocation of ids", false)]
    public void Is_WhatLibrariesSay_TellsAFullMemory(string message, bool full) => Assert.Equal(full, FullMemory.Is(new ExternalException(message)));
}
