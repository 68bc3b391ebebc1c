namespace Nmt.Training.Learning;

/// <summary>What computes a run: numbers and speeds mean nothing without it.</summary>
internal sealed record RunEnvironment
{
    /// <summary>Of this program.</summary>
    public required string Version { get; init; }

    /// <summary>Of the sources: <see cref="Reporting.SourceCommit"/>.</summary>
    public required string Commit { get; init; }

    /// <summary>As in ".NET 10.0.1".</summary>
    public required string Runtime { get; init; }

    /// <summary>As in "TorchSharp 0.107.0".</summary>
    public required string Torch { get; init; }

    public required string Device { get; init; }

    /// <summary>Of the tensor library.</summary>
    public required int Threads { get; init; }

    /// <summary>Processor and kernels of the maths library.</summary>
    public required string Kernel { get; init; }

    /// <summary>What decides how sums are rounded: runs on equal ones end in equal weights, bit for bit.</summary>
    public string Arithmetic => $"{Device}, {Threads} threads, {Kernel}";
}
