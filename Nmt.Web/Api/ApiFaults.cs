namespace Nmt.Web.Api;

/// <summary>Turns what a handler of LibreTranslate's routes throws into a status and <c>{"error": …}</c>.</summary>
internal sealed partial class ApiFaults(ILogger<ApiFaults> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception)
        {
            ApiFault fault = ApiFault.Of(exception, context.HttpContext);
            if (fault.IsUnexpected)
            {
                LogFailed(logger, exception, context.HttpContext.Request.Path);
            }

            fault.SetHeaders(context.HttpContext.Response);
            return Error(fault.Status, fault.Message);
        }
    }

    public static IResult Error(int status, string message) => Results.Json(new { error = message }, statusCode: status);

    [LoggerMessage(LogLevel.Error, "{Path} failed.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string path);
}
