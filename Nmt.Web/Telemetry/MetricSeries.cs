using System.Globalization;

namespace Nmt.Web.Telemetry;

/// <summary>One number of a family, or one histogram. Not thread-safe.</summary>
/// <param name="bounds">The upper bounds of a histogram's buckets, ascending; empty for a number.</param>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly long[] _buckets = new long[bounds.Length];
    private double _sum;
    private long _count;

    public void Record(double value, bool add)
    {
        _sum = add ? _sum + value : value;
        _count++;
        int bucket = Array.FindIndex(bounds, bound => value <= bound);
        if (bucket >= 0)
        {
            _buckets[bucket]++;
        }
    }

    /// <summary>In Prometheus's text format, version 0.0.4.</summary>
    public void Write(TextWriter writer, string name, string labels)
    {
        if (bounds.Length == 0)
        {
            writer.Write($"{name}{InBraces(labels)} {Number(_sum)}\n");
            return;
        }

        long below = 0;
        for (int i = 0; i < bounds.Length; i++)
        {
            below += _buckets[i];
            writer.Write($"{name}_bucket{InBraces(WithBound(labels, Number(bounds[i])))} {below}\n");
        }

        writer.Write($"{name}_bucket{InBraces(WithBound(labels, "+Inf"))} {_count}\n");
        writer.Write($"{name}_sum{InBraces(labels)} {Number(_sum)}\n");
        writer.Write($"{name}_count{InBraces(labels)} {_count}\n");
    }

    private static string WithBound(string labels, string bound) =>
        labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"";

    private static string InBraces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
