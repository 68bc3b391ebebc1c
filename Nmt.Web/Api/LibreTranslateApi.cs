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

        api.MapPost("/translate", (HttpRequest request, TranslateEndpoint endpoint) => endpoint.TranslateAsync(request));
        api.MapPost("/detect", DetectAsync);
        // Said outright: from bin/ the framework's fallback for assets takes every GET and would answer 404.
        api.MapGet("/translate", () => Results.StatusCode(StatusCodes.Status405MethodNotAllowed));
        api.MapGet("/detect", () => Results.StatusCode(StatusCodes.Status405MethodNotAllowed));
        api.MapGet("/languages", Languages);
        api.MapGet("/health", () => Results.Json(new { status = "ok" }));
        api.MapGet("/frontend/settings", Settings);
        api.MapPost("/suggest", () => Disabled("Suggestions are disabled on this server."));
        api.MapPost("/translate_file", () => Disabled("Files translation are disabled on this server."));
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
