using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Numerics;

namespace Nmt.Web.Telemetry;

/// <summary>
/// Adds up what the meters of this host measure, and writes the sums as Prometheus reads them. It is the whole of what
/// an exporter package would do here, in a page of code.
/// </summary>
internal sealed class MetricsCollector : IHostedService, IDisposable
{
    /// <summary>The meters that are worth a look; each has a bounded number of tags.</summary>
    public static readonly IReadOnlyList<string> Meters =
    [
        ServingMeter.Name,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components.Server.Circuits",
        "System.Runtime",
    ];

    private readonly IMeterFactory _factory;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _collecting = new();

    public MetricsCollector(IMeterFactory factory)
    {
        _factory = factory;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, each => new MetricFamily(each)));
            }
        };
        Listen<double>();
        Listen<float>();
        Listen<long>();
        Listen<int>();
        Listen<short>();
        Listen<byte>();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>All that was measured until now, in Prometheus's text format, version 0.0.4.</summary>
    public string Collect()
    {
        lock (_collecting)
        {
            foreach (MetricFamily family in _families.Values)
            {
                family.Forget();
            }

            _listener.RecordObservableInstruments();
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            foreach (MetricFamily family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    // Two hosts in one process measure under the same names; the runtime's own meter belongs to all.
    private bool IsOurs(Meter meter) =>
        Meters.Contains(meter.Name) && (meter.Scope is null || ReferenceEquals(meter.Scope, _factory));

    private void Listen<T>()
        where T : struct, INumber<T> =>
        _listener.SetMeasurementEventCallback<T>((_, value, tags, family) =>
            (family as MetricFamily)?.Record(double.CreateSaturating(value), tags));
}
