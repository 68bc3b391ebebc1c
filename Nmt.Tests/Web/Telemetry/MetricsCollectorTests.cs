using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Nmt.Web.Telemetry;

namespace Nmt.Tests.Web.Telemetry;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricsCollector _collector;
    private readonly Meter _meter;

    public MetricsCollectorTests()
    {
        IMeterFactory factory = _services.GetRequiredService<IMeterFactory>();
        _collector = new MetricsCollector(factory);
        _collector.StartAsync(CancellationToken.None);
        _meter = factory.Create(ServingMeter.Name);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Collect_Counter_SumsEachCombinationOfTags()
    {
        Counter<long> counter = _meter.CreateCounter<long>("a.b", "{thing}", "What \\ it\ncounts");
        counter.Add(2, new KeyValuePair<string, object?>("why", "say \"so\""));
        counter.Add(3, new KeyValuePair<string, object?>("why", "say \"so\""));
        counter.Add(1, new("z", 1), new("a.x", "two\nlines"));

        Assert.Equal(
            """
            # HELP a_b_total What \\ it counts
            # TYPE a_b_total counter
            a_b_total{a_x="two\nlines",z="1"} 1
            a_b_total{why="say \"so\""} 5

            """.ReplaceLineEndings("\n"),
            Own("a_b"));
    }

    [Fact]
    public void Collect_Histogram_CountsWhatIsBelowEachBound()
    {
        Histogram<double> histogram = _meter.CreateHistogram(
            "t", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (double value in new[] { 0.25, 0.5, 0.75, 8 })
        {
            histogram.Record(value);
        }

        Assert.Equal(
            """
            # TYPE t_seconds histogram
            t_seconds_bucket{le="0.5"} 2
            t_seconds_bucket{le="1"} 3
            t_seconds_bucket{le="+Inf"} 4
            t_seconds_sum 9.5
            t_seconds_count 4

            """.ReplaceLineEndings("\n"),
            Own("t_seconds"));
    }

    [Fact]
    public void Collect_UpDownCounter_IsAGaugeThatAddsUp()
    {
        UpDownCounter<int> counter = _meter.CreateUpDownCounter<int>("in.flight");
        counter.Add(3);
        counter.Add(-1);
        Assert.Equal("# TYPE in_flight gauge\nin_flight 2\n", Own("in_flight"));
    }

    [Fact]
    public void Collect_Observed_IsWhatItIsNow()
    {
        Measurement<long>[] now = [new(7, new KeyValuePair<string, object?>("line", "one"))];
        _meter.CreateObservableGauge("depth", () => now);
        Assert.Contains("depth{line=\"one\"} 7\n", Own("depth"), StringComparison.Ordinal);

        now = [new(4, new KeyValuePair<string, object?>("line", "two"))];
        Assert.Equal("# TYPE depth gauge\ndepth{line=\"two\"} 4\n", Own("depth"));
    }

    [Fact]
    public void Collect_TagWithEverNewValues_IsBounded()
    {
        Counter<long> counter = _meter.CreateCounter<long>("many");
        for (int i = 0; i < 10 * MetricFamily.MostSeries; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        Assert.Equal(MetricFamily.MostSeries + 1, Own("many").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Collect_SameMeterOfAnotherHost_IsLeftOut()
    {
        using ServiceProvider other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Create(ServingMeter.Name).CreateCounter<long>("foreign").Add(1);
        Assert.Equal("", Own("foreign"));
    }

    [Theory]
    [InlineData("nmt.queue.time", "s", MetricKind.Histogram, "nmt_queue_time_seconds")]
    [InlineData("http.server.active_requests", "{request}", MetricKind.Gauge, "http_server_active_requests")]
    [InlineData("dotnet.process.memory.working_set", "By", MetricKind.Gauge, "dotnet_process_memory_working_set_bytes")]
    [InlineData("requests_total", null, MetricKind.Counter, "requests_total")]
    [InlineData("2nd-try", null, MetricKind.Gauge, "_2nd_try")]
    public void Name_OfAnInstrument_IsPrometheus(string name, string? unit, object kind, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(name, unit, (MetricKind)kind));

    /// <summary>The lines of one family.</summary>
    private string Own(string name) => string.Concat(
        _collector.Collect().Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) || line.StartsWith($"# TYPE {name}", StringComparison.Ordinal) || line.StartsWith($"# HELP {name}", StringComparison.Ordinal))
            .Select(line => line + "\n"));
}
