namespace Nmt.Load;

/// <param name="Seconds">After the warm-up.</param>
/// <param name="Resident">What the process holds of the machine's memory, in MiB.</param>
/// <param name="Managed">What the last collection left on the managed heap, in MiB.</param>
/// <param name="Circuits">Pages that are open, or kept for a browser that may come back.</param>
internal readonly record struct MemorySample(double Seconds, double Resident, double Managed, double Circuits);
