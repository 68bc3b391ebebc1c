using System.Diagnostics;
using System.Globalization;

namespace Nmt.Load;

/// <summary>
/// The server's memory along the run. What the process holds is the system's figure, since to ask the server each second
/// would itself cost it memory; what it holds that for is told by its own metrics, now and then.
/// </summary>
/// <param name="server">On this machine.</param>
/// <param name="client">Asks it.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryLog(Process server, HttpClient client, TimeProvider time)
{
    private const int Line = 10;

    // Below this share of the memory a difference says nothing: one collection more or less moves more.
    private const double Negligible = 0.01;

    private readonly List<double> _samples = [];

    /// <summary>Looks every second and prints every tenth look until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var begin = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            do
            {
                server.Refresh();
                _samples.Add((double)server.WorkingSet64 / (1 << 20));
                if (_samples.Count % Line == 1)
                    Console.WriteLine($"{time.GetElapsedTime(begin).TotalSeconds,5:F0} s  {_samples[^1],6:F1} MiB, {await DetailsAsync(end)}");
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
        double[] first = [.. _samples[..third].Order()], last = [.. _samples[^third..].Order()];
        var noise = Math.Max(first[^1] - first[0], Negligible * first[third / 2]);
        var growth = last[third / 2] - first[third / 2];
        Console.WriteLine($"memory of the first third: median {first[third / 2]:F1} MiB, {first[0]:F1} to {first[^1]:F1}");
        Console.WriteLine($"memory of the last third:  median {last[third / 2]:F1} MiB, {last[0]:F1} to {last[^1]:F1}");
        Console.WriteLine($"growth of the median: {growth:F1} MiB; noise: {noise:F1} MiB: {(growth > noise ? "it grew" : "no growth")}");
        return growth > noise;
    }

    // What the last collection left on the managed heap, and the pages that are open or kept for a browser that may be back.
    private async Task<string> DetailsAsync(CancellationToken end)
    {
        var metrics = (await client.GetStringAsync("metrics", end)).Split('\n');
        var managed = Sum("dotnet_gc_last_collection_heap_size_bytes") / (1 << 20);
        return $"managed {managed,5:F1} MiB, circuits {Sum("aspnetcore_components_circuit_active"):F0}";

        double Sum(string name) => metrics
            .Where(line => line.StartsWith($"{name} ", StringComparison.Ordinal) || line.StartsWith($"{name}{{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
