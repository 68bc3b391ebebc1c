using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>Turns what a handler of LibreTranslate's routes throws into a status and <c>{"error": …}</c>.</summary>
internal sealed class ApiFaults(Reports reports) : IEndpointFilter
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
                reports.Failed(ApiFault.RouteOf(context.HttpContext), exception);
            }

            fault.SetHeaders(context.HttpContext.Response);
            return Error(fault.Status, fault.Message);
        }
    }

    public static IResult Error(int status, string message) => Results.Json(new LibreError(message), statusCode: status);
}
