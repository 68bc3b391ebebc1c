using System.Globalization;

namespace Nmt.Load;

/// <summary>The server's memory along the run, as its own metrics tell it.</summary>
/// <param name="client">Asks the server.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryLog(HttpClient client, TimeProvider time)
{
    private const int Line = 10;

    // Below this share of the memory a difference says nothing: one collection more or less moves more.
    private const double Negligible = 0.01;

    private readonly List<MemorySample> _samples = [];

    /// <summary>Samples every second and prints every tenth until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var begin = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            do
            {
                _samples.Add(await SampleAsync(time.GetElapsedTime(begin).TotalSeconds, end));
                if (_samples.Count % Line == 1)
                    Print(_samples[^1]);
            }
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    /// <summary>
    /// Prints the first and the last third of the run, and whether it grew: the last third's median lies above the first
    /// third's by more than the first third itself swings. What grows steadily differs by twice that.
    /// </summary>
    /// <returns>True where it grew.</returns>
    public bool Grew()
    {
        var third = _samples.Count / 3;
        if (third == 0)
            return false;
        var (first, last) = (Sorted(_samples[..third]), Sorted(_samples[^third..]));
        var noise = Math.Max(first[^1] - first[0], Negligible * first[third / 2]);
        var growth = last[third / 2] - first[third / 2];
        Console.WriteLine($"memory of the first third: median {first[third / 2]:F1} MiB, {first[0]:F1} to {first[^1]:F1}");
        Console.WriteLine($"memory of the last third:  median {last[third / 2]:F1} MiB, {last[0]:F1} to {last[^1]:F1}");
        Console.WriteLine($"growth of the median: {growth:F1} MiB; noise: {noise:F1} MiB: {(growth > noise ? "it grew" : "no growth")}");
        return growth > noise;
    }

    private static double[] Sorted(List<MemorySample> samples) => [.. samples.Select(sample => sample.Resident).Order()];

    private static void Print(MemorySample sample) => Console.WriteLine(
        $"{sample.Seconds,5:F0} s  {sample.Resident,6:F1} MiB, managed {sample.Managed,5:F1} MiB, circuits {sample.Circuits:F0}");

    private async Task<MemorySample> SampleAsync(double seconds, CancellationToken end)
    {
        var metrics = (await client.GetStringAsync("metrics", end)).Split('\n');
        return new(
            seconds,
            Sum("dotnet_process_memory_working_set_bytes") / (1 << 20),
            Sum("dotnet_gc_last_collection_heap_size_bytes") / (1 << 20),
            Sum("aspnetcore_components_circuit_active"));

        double Sum(string name) => metrics
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
