using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Nmt.Web.Api;

namespace Nmt.Web.Telemetry;

/// <summary><c>GET /metrics</c> for Prometheus.</summary>
internal static class MetricsEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Metrics).ExcludeFromDescription();

    private static IResult Metrics(HttpContext context, MetricsCollector collector, IOptions<ApiOptions> options)
    {
        string token = options.Value.MetricsToken;
        if (token.Length > 0 && !IsSame(context.Request.Headers.Authorization.ToString(), $"Bearer {token}"))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        return Results.Text(collector.Collect(), ContentType);
    }

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
