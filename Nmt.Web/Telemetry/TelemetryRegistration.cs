using OpenTelemetry.Metrics;

namespace Nmt.Web.Telemetry;

/// <summary>What the server measures, and where it goes.</summary>
internal static class TelemetryRegistration
{
    // The name that every OpenTelemetry program knows it by.
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Metrics for <c>/metrics</c>, and by OTLP to a collector where one is configured.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ServingMeter>();
        services.AddSingleton<MetricsCollector>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsCollector>());
        if (configuration[Endpoint] is { Length: > 0 })
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics
                .AddMeter([.. MetricsCollector.Meters])
                .AddOtlpExporter());
        }

        return services;
    }
}
