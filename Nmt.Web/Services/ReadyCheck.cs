using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Nmt.Web.Services;

/// <summary>Ready means: a text sent now would be translated. At least one model is loaded and the queue has room.</summary>
internal sealed class ReadyCheck(IModelCatalog catalog, TranslationQueue queue, IOptions<ServingOptions> options)
    : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!catalog.Models.Any(model => model.State == ModelState.Ready))
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("No model is loaded."));
        }

        return Task.FromResult(queue.Count < options.Value.QueueLength
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The queue is full."));
    }
}
