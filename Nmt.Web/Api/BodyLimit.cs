using Microsoft.AspNetCore.Http.Features;

namespace Nmt.Web.Api;

/// <summary>
/// The largest body that a route reads. A body that names its size is refused unread; the server stops the others where
/// it can count them. A server that cannot (one in memory, for tests) is no reason for a warning at each request, which
/// the attribute for the same purpose gives.
/// </summary>
internal sealed class BodyLimit(long bytes) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (http.Request.ContentLength > bytes)
        {
            throw ApiException.TooLarge(bytes);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = bytes;
        }

        return next(context);
    }
}
