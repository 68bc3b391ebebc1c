using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nmt.Training.Reporting;

/// <summary>What a speed or a size means nothing without: the processor, the kernels of the maths library, the memory.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string KernelVariable = "OPENBLAS_CORETYPE";
    private const string RoundingVariable = "ONEDNN_DEFAULT_FPMATH_MODE"; // BF16: products may round their factors

    /// <summary>As in "AMD EPYC 9V74 80-Core Processor, OPENBLAS_CORETYPE not set"; where products may round, that too.</summary>
    public static string Kernel
    {
        get
        {
            var kernel = $"{Processor}, {KernelVariable} {Environment.GetEnvironmentVariable(KernelVariable) ?? "not set"}";
            return Environment.GetEnvironmentVariable(RoundingVariable) is { } mode ? $"{kernel}, {RoundingVariable} {mode}" : kernel;
        }
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
