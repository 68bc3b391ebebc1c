using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Nmt.Model;

namespace Nmt.Web.Services.Workshop;

/// <summary>What the pages offer for download. Only for callers that the workshop is open to.</summary>
internal static class WorkshopRoutes
{
    public static void MapWorkshop(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("").ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
            WorkshopDoor.IsOpenTo(context.HttpContext.User)
                ? await next(context)
                : Results.Text("This server offers its workshop to callers at the machine itself only (Nmt:Workshop:Open).", statusCode: StatusCodes.Status403Forbidden));
        group.MapGet("/models/{id}/download", Model);
        group.MapGet("/evaluations/{id}/report.html", Report);
    }

    private static IResult Model(string id, ModelStore models)
    {
        if (models.FolderOf(id) is not { } folder || !File.Exists(Path.Combine(folder, ModelManifest.FileName)))
        {
            return TypedResults.NotFound();
        }

        if (BundleArchive.Files.FirstOrDefault(name => !File.Exists(Path.Combine(folder, name))) is { } missing)
        {
            return TypedResults.NotFound($"{missing} of this model is gone from the server: what is left of it is no model.");
        }

        // The response's stream takes no synchronous writes, and a zip stream is not free of them when it closes.
        return new ZipDownload(folder, id);
    }

    private static Results<PhysicalFileHttpResult, NotFound> Report(string id, Evaluations evaluations) =>
        evaluations.ReportOf(id) is { } path
            ? TypedResults.PhysicalFile(path, "text/html; charset=utf-8", $"evaluation-{id}.html")
            : TypedResults.NotFound();

    private sealed class ZipDownload(string folder, string id) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            context.Response.ContentType = "application/zip";
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(id + ".zip");
            context.Response.Headers.ContentDisposition = disposition.ToString();
            await BundleArchive.PackAsync(folder, id, context.Response.BodyWriter.AsStream(), context.RequestAborted);
            await context.Response.CompleteAsync();
        }
    }
}
