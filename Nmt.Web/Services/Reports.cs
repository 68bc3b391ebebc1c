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

    /// <summary>Logs what nobody foresaw, and where it happened.</summary>
    /// <param name="place">A route or a model.</param>
    /// <param name="fault">Its message may quote a text, so only its kind is logged where texts are not.</param>
    public void Failed(string place, Exception fault) => LogFailed(
        logger, place, options.Value.LogTexts ? fault.ToString() : string.Join(Environment.NewLine, Kinds(fault)));

    private static IEnumerable<string> Kinds(Exception fault)
    {
        for (Exception? each = fault; each is not null; each = each.InnerException)
        {
            yield return $"{each.GetType()}{Environment.NewLine}{each.StackTrace}";
        }
    }

    [LoggerMessage(LogLevel.Error, "{Place} failed: {Fault}")]
    private static partial void LogFailed(ILogger logger, string place, string fault);

    [LoggerMessage(LogLevel.Information, "{Model}: {Source} → {Target}")]
    private static partial void LogText(ILogger logger, string model, string source, string target);
}
