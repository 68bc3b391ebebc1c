using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nmt.Training.Reporting;

/// <summary>What a speed or a size means nothing without: the processor, the kernels of the maths library, the memory.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string KernelVariable = "OPENBLAS_CORETYPE";

    // oneDNN's names for what products may round their factors to, in the order in which it reads them.
    private static readonly string[] RoundingVariables = ["ONEDNN_DEFAULT_FPMATH_MODE", "DNNL_DEFAULT_FPMATH_MODE"];

    /// <summary>As in "AMD EPYC 9V74 80-Core Processor, OPENBLAS_CORETYPE not set".</summary>
    public static string Kernel => $"{Processor}, {Settings(Environment.GetEnvironmentVariable)}";

    /// <summary>What is set of the maths library; that products may round their factors only where they may.</summary>
    /// <param name="read">The value of an environment variable, null where it is not set.</param>
    public static string Settings(Func<string, string?> read)
    {
        var kernel = $"{KernelVariable} {read(KernelVariable) ?? "not set"}";
        var mode = RoundingVariables.Select(read).FirstOrDefault(value => !string.IsNullOrEmpty(value))?.ToUpperInvariant();
        return mode is "BF16" or "ANY" ? $"{kernel}, products may round to bfloat16" : kernel;
    }

    /// <summary>Memory of this process that is in use now, in 2^20 bytes.</summary>
    public static double MemoryMegabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Megabytes(process.WorkingSet64);
        }
    }

    /// <summary>The most memory of this process so far, in 2^20 bytes.</summary>
    public static double PeakMemoryMegabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Megabytes(process.PeakWorkingSet64);
        }
    }

    private static string Processor
    {
        get
        {
            var name = File.Exists(ProcessorFile)
                ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return name is null ? RuntimeInformation.ProcessArchitecture.ToString() : name[(name.IndexOf(':') + 1)..].Trim();
        }
    }

    private static double Megabytes(long bytes) => Math.Round(bytes / 1024.0 / 1024.0, 1);
}
