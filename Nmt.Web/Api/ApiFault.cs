using System.Globalization;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>What a client is told of a failure; nothing of a stack trace leaves the server.</summary>
/// <param name="Status">Of the answer.</param>
/// <param name="Message">Complete in itself.</param>
internal sealed record ApiFault(int Status, string Message)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>True for a fault of the server's, whose cause belongs into the log.</summary>
    public bool IsUnexpected { get; private init; }

    /// <summary>True where a key would have let the client in.</summary>
    public bool NeedsKey { get; private init; }

    private TimeSpan? RetryAfter { get; init; }

    public static ApiFault Of(Exception fault, HttpContext context) => fault switch
    {
        ApiException refused => new(refused.Status, refused.Message) { RetryAfter = refused.RetryAfter, NeedsKey = refused.NeedsKey },
        UnavailableException busy => new(StatusCodes.Status503ServiceUnavailable, busy.Message) { RetryAfter = busy.Retry ? Moment : null },
        BadHttpRequestException bad => new(bad.StatusCode, bad.Message),

        // What the model was asked for cannot be had; a fault of the model itself has another kind of cause.
        NmtException { InnerException: null or NmtException } asked => new(StatusCodes.Status400BadRequest, asked.Message),
        NmtException failed => new(StatusCodes.Status500InternalServerError, failed.Message),
        OperationCanceledException when context.RequestAborted.IsCancellationRequested =>
            new(StatusCodes.Status499ClientClosedRequest, "The client has left."),
        _ => new(StatusCodes.Status500InternalServerError, "Cannot translate text") { IsUnexpected = true },
    };

    /// <summary>The route as it is written in the code: what a client wrote does not belong into a log.</summary>
    public static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "A route";

    /// <summary>Tells the client when to come again, where that helps.</summary>
    public void SetHeaders(HttpResponse response)
    {
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }
}
