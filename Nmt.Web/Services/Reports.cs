using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Web.Telemetry;

namespace Nmt.Web.Services;

/// <summary>What the metrics hear of requests, and the log where it may hold texts.</summary>
internal sealed partial class Reports(ServingMeter meter, IOptions<ServingOptions> options, ILogger<Reports> logger)
{
    /// <summary>A request found no place in the queue.</summary>
    public void Refused() => meter.Refused("queue");

    /// <summary>A request that had a place came to its end.</summary>
    public void Ended(Outcome outcome) => meter.Answered(outcome);

    /// <summary>Logs what was translated, where the server's owner asked for it.</summary>
    public void Translated(string model, IReadOnlyList<Translation> translations)
    {
        if (!options.Value.LogTexts)
        {
            return;
        }

        foreach (Translation translation in translations)
        {
            LogText(logger, model, translation.Source, translation.Text);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Model}: {Source} → {Target}")]
    private static partial void LogText(ILogger logger, string model, string source, string target);
}
