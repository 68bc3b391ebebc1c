using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Nmt.Web.Services;

/// <summary>
/// Ready means: a text sent now would be translated. At least one model is loaded (which includes a first translation),
/// the queue has room, and the server is not about to stop.
/// </summary>
internal sealed class ReadyCheck(
    IModelCatalog catalog,
    TranslationQueue queue,
    IOptions<ServingOptions> options,
    IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The server is stopping."));
        }

        if (!catalog.Models.Any(model => model.State == ModelState.Ready))
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("No model is loaded."));
        }

        return Task.FromResult(queue.Count < options.Value.QueueLength
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The queue is full."));
    }
}
