using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Nmt.Web.Services;
using Nmt.Web.Telemetry;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Meters of one test, apart from those of others.</summary>
internal sealed class Meters : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private MetricsCollector? _collector;

    public IMeterFactory Factory => _services.GetRequiredService<IMeterFactory>();

    public ServingMeter Of(TranslationQueue queue)
    {
        _collector ??= new MetricsCollector(Factory);
        _collector.StartAsync(CancellationToken.None);
        return new ServingMeter(Factory, queue);
    }

    /// <summary>The lines of the exposition that begin so.</summary>
    public string[] Lines(string start) =>
        [.. _collector!.Collect().Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    public void Dispose()
    {
        _collector?.Dispose();
        _services.Dispose();
    }
}
