using Microsoft.AspNetCore.OpenApi;

namespace Nmt.Web.Api;

/// <summary>The description of the API for programs (OpenAPI), and where to find it.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    /// <summary>Where the document is.</summary>
    public const string Path = "/openapi/v1.json";

    /// <summary>Where people read it.</summary>
    public const string Page = "/api";

    public static void Describe(OpenApiOptions options) =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Nmt";
            document.Info.Version = Name;
            document.Info.Description =
                "Translation by a recurrent network. The routes of LibreTranslate answer its clients unchanged; /api/v1 has all that the page can do.";

            // Addresses behind a proxy are not what this server thinks they are; relative ones always hold.
            document.Servers = [];
            return Task.CompletedTask;
        });

    /// <summary>The document, and LibreTranslate's names for it and for its page.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireCors(LibreTranslateApi.CorsPolicy);
        routes.MapGet("/spec", () => Results.Redirect(Path)).ExcludeFromDescription();
        routes.MapGet("/docs", () => Results.Redirect(Page)).ExcludeFromDescription();
    }
}
