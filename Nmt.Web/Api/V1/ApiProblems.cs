using Microsoft.AspNetCore.Mvc;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary>Turns what a handler of <c>/api/v1</c> throws into problem details (RFC 9457).</summary>
internal sealed class ApiProblems(Reports reports) : IEndpointFilter
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
            if (fault.NeedsKey)
            {
                context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            }

            return Results.Problem(ProblemOf(fault));
        }
    }

    public static ProblemDetails ProblemOf(ApiFault fault) => new()
    {
        Status = fault.NeedsKey ? StatusCodes.Status401Unauthorized : fault.Status,
        Detail = fault.Message,
    };
}
