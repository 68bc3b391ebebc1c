using System.Diagnostics.Metrics;

namespace Nmt.Web.Telemetry;

/// <summary>What a family's numbers mean.</summary>
internal enum MetricKind
{
    /// <summary>It only grows.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>How often a value fell into which bucket.</summary>
    Histogram,
}

/// <summary>The sums of one instrument, one for each combination of its tags. Thread-safe.</summary>
internal sealed class MetricFamily
{
    /// <summary>A tag with ever new values must not fill the memory: combinations beyond these are not kept.</summary>
    internal const int MostSeries = 200;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly double[] _bounds;
    private readonly bool _accumulates;
    private readonly bool _isObserved;

    public MetricFamily(Instrument instrument)
    {
        Type type = instrument.GetType();
        Type open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        Kind = open == typeof(Histogram<>) ? MetricKind.Histogram
            : open == typeof(Counter<>) || open == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;

        // A gauge and everything that is observed tell where they stand; the others tell by how much they changed.
        _isObserved = instrument.IsObservable;
        _accumulates = !_isObserved && open != typeof(Gauge<>);
        _bounds = BoundsOf(instrument) ?? DefaultBounds;
        Name = PrometheusName.Of(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description ?? "";
    }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = PrometheusName.LabelsOf(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out MetricSeries? series))
            {
                if (_series.Count >= MostSeries)
                {
                    return;
                }

                _series.Add(labels, series = new MetricSeries(Kind == MetricKind.Histogram ? _bounds : []));
            }

            series.Record(value, _accumulates);
        }
    }

    /// <summary>Forgets what was observed, so that what is observed no more goes.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            if (_isObserved)
            {
                _series.Clear();
            }
        }
    }

    public void Write(TextWriter writer)
    {
        lock (_lock)
        {
            if (_series.Count == 0)
            {
                return;
            }

            if (Help.Length > 0)
            {
                writer.Write($"# HELP {Name} {Help.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(" ")}\n");
            }

            writer.Write($"# TYPE {Name} {Kind.ToString().ToLowerInvariant()}\n");
            foreach ((string labels, MetricSeries series) in _series)
            {
                series.Write(writer, Name, labels);
            }
        }
    }

    private static double[]? BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => null,
    };
}
