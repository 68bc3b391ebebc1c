namespace Nmt.Load;

/// <summary>What was measured. Safe for use by several threads.</summary>
/// <param name="time">The clock.</param>
/// <param name="warmUp">What begins before this is over is not counted.</param>
internal sealed class Tally(TimeProvider time, TimeSpan warmUp)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, List<double>> _seconds = [];
    private readonly Dictionary<string, int> _counts = [];

    public bool Measures(long begin) => time.GetElapsedTime(_start, begin) >= warmUp;

    /// <summary>What began in the warm-up is left out.</summary>
    public void Took(string what, long begin, long end)
    {
        if (!Measures(begin))
            return;
        var elapsed = time.GetElapsedTime(begin, end).TotalSeconds;
        lock (_lock)
        {
            if (!_seconds.TryGetValue(what, out var all))
                _seconds.Add(what, all = []);
            all.Add(elapsed);
        }
    }

    public void Count(string what, int by = 1)
    {
        lock (_lock)
            _counts[what] = _counts.GetValueOrDefault(what) + by;
    }

    public int Of(string what)
    {
        lock (_lock)
            return _counts.GetValueOrDefault(what);
    }

    /// <summary>Everything that was counted, by name.</summary>
    public IReadOnlyList<(string What, int Count)> Counts()
    {
        lock (_lock)
            return [.. _counts.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))];
    }

    /// <summary>How many there were, and below what half and 95 of 100 of them stayed, in seconds.</summary>
    public (int Count, double Median, double P95) Quantiles(string what)
    {
        lock (_lock)
        {
            double[] all = [.. _seconds.GetValueOrDefault(what, [])];
            Array.Sort(all);
            return all.Length == 0 ? (0, double.NaN, double.NaN) : (all.Length, At(0.5), At(0.95));

            double At(double share) => all[Math.Min(all.Length - 1, (int)(share * all.Length))];
        }
    }
}
