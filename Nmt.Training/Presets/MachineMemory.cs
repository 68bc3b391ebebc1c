namespace Nmt.Training.Presets;

/// <summary>Memory of this machine, within the limits of its container.</summary>
internal static class MachineMemory
{
    private const string Linux = "/proc/meminfo";
    private const string Available = "MemAvailable:";

    /// <summary>Bytes that can be taken without swapping.</summary>
    public static long Free()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        string? line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(entry => entry.StartsWith(Available, StringComparison.Ordinal)) : null;
        string? kilobytes = line?[Available.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(kilobytes, out long free) ? Math.Min(limit, free * 1024) : limit;
    }
}
