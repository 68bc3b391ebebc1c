using Microsoft.AspNetCore.Diagnostics;

namespace Nmt.Web;

/// <summary>Whom a status page is shown to.</summary>
internal static class StatusPages
{
    /// <summary>
    /// Keeps the pages for faults to browsers: a client of the API that asks for no HTML gets the bare status.
    /// Belongs right behind the middleware of the status pages.
    /// </summary>
    public static IApplicationBuilder UseStatusPagesForPagesOnly(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        bool wantsHtml = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (!wantsHtml && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    });
}
