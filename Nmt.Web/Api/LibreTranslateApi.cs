using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>The routes that LibreTranslate's clients use, so that they work with this server unchanged.</summary>
internal static class LibreTranslateApi
{
    public const string CorsPolicy = "api";

    private const long BodyLimit = 4 * 1024 * 1024;

    public static void MapLibreTranslate(this IEndpointRouteBuilder routes)
    {
        // No cookies and no session: there is nothing for a forged request to use, so foreign forms are welcome.
        RouteGroupBuilder api = routes.MapGroup("")
            .RequireCors(CorsPolicy)
            .AddEndpointFilter<ApiFaults>()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(BodyLimit));

        MapPost(api, "/translate", (HttpRequest request, TranslateEndpoint endpoint) => endpoint.TranslateAsync(request));
        MapPost(api, "/detect", DetectAsync);
        api.MapGet("/languages", Languages);
        api.MapGet("/health", () => Results.Json(new { status = "ok" }));
        api.MapGet("/frontend/settings", Settings);
        MapPost(api, "/suggest", () => Disabled("Suggestions are disabled on this server."));
        MapPost(api, "/translate_file", () => Disabled("Files translation are disabled on this server."));
    }

    /// <summary>
    /// A route for POST that says so to others. Routing would do that by itself, but the development fallback of static
    /// assets claims every path for GET, and the answer would be 404.
    /// </summary>
    private static void MapPost(RouteGroupBuilder api, string pattern, Delegate handler)
    {
        api.MapPost(pattern, handler);
        api.MapGet(pattern, (HttpResponse response) =>
        {
            response.Headers.Allow = HttpMethods.Post;
            return ApiFaults.Error(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
        });
    }

    private static async Task<IResult> DetectAsync(
        HttpRequest request,
        IModelCatalog catalog,
        LanguageDetector detector)
    {
        ApiCall call = await ApiCall.ReadAsync(request);
        string text = string.Join('\n', call.RequireTexts());
        DetectedLanguage[] found =
        [
            .. detector.Detect(text, new ApiLanguages(catalog.Models).Codes).Where(each => each.Confidence > 0),
        ];
        DetectedLanguage[] answer = found.Length > 0 ? found : [new DetectedLanguage("en", 0)];
        return Results.Json(answer.Select(each => new { confidence = each.Confidence, language = each.Language }));
    }

    private static IResult Languages(IModelCatalog catalog)
    {
        var languages = new ApiLanguages(catalog.Models);
        return Results.Json(languages.Codes.Select(code => new
        {
            code,
            name = LanguageName.Of(code),
            targets = languages.TargetsOf(code),
        }));
    }

    private static IResult Settings(IModelCatalog catalog, IOptions<ServingOptions> options)
    {
        string target = catalog.Models.FirstOrDefault(model => model.State == ModelState.Ready)?.TargetLanguage ?? "en";
        return Results.Json(new
        {
            charLimit = options.Value.CharacterLimit,
            frontendTimeout = 350,
            apiKeys = false,
            keyRequired = false,
            suggestions = false,
            filesTranslation = false,
            supportedFilesFormat = Array.Empty<string>(),
            language = new
            {
                source = new { code = "auto", name = "Auto Detect" },
                target = new { code = target, name = LanguageName.Of(target) },
            },
        });
    }

    private static IResult Disabled(string message) => ApiFaults.Error(StatusCodes.Status403Forbidden, message);
}
