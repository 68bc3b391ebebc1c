using System.Globalization;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>Turns what a handler throws into a status and <c>{"error": …}</c>; nothing of a stack trace leaves the server.</summary>
internal sealed partial class ApiFaults(ILogger<ApiFaults> logger) : IEndpointFilter
{
    private const int RetryAfterSeconds = 2;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ApiException fault)
        {
            return Error(fault.Status, fault.Message);
        }
        catch (UnavailableException fault)
        {
            context.HttpContext.Response.Headers.RetryAfter =
                RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
        catch (BadHttpRequestException fault)
        {
            return Error(fault.StatusCode, fault.Message);
        }
        catch (NmtException fault)
        {
            return Error(StatusCodes.Status500InternalServerError, fault.Message);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault, context.HttpContext.Request.Path);
            return Error(StatusCodes.Status500InternalServerError, "Cannot translate text");
        }
    }

    public static IResult Error(int status, string message) => Results.Json(new { error = message }, statusCode: status);

    [LoggerMessage(LogLevel.Error, "{Path} failed.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string path);
}
