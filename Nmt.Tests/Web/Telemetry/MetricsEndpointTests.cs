using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Telemetry;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_AfterRequests_CountThem()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        await client.PostAsJsonAsync("/translate", new { q = new[] { "one two", "three" }, source = "en", target = "de" });

        HttpResponseMessage response = await client.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string[] lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains("nmt_requests_total{outcome=\"done\"} 1", lines);
        Assert.Contains("nmt_pieces_total 5", lines);
        Assert.Contains("nmt_queue_depth{priority=\"interactive\"} 0", lines);
        Assert.Contains("nmt_batch_size_count 1", lines);
        Assert.Contains("nmt_queue_time_seconds_count{priority=\"batch\"} 1", lines);
        Assert.Contains(lines, line => line.StartsWith("dotnet_process_memory_working_set_bytes ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_WithAToken_WantIt()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:MetricsToken", "open sesame"));
        HttpClient client = host.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "open sesame");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Otlp_Configured_StartsAndStopsWithoutACollector()
    {
        await using WebHost host = await WebHost.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        Assert.NotNull(host.Services.GetService(typeof(OpenTelemetry.Metrics.MeterProvider)));
        Assert.Equal(HttpStatusCode.OK, (await host.CreateClient().GetAsync("/health")).StatusCode);
    }
}
