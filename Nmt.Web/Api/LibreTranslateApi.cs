using Microsoft.Extensions.Options;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>The routes that LibreTranslate's clients use, so that they work with this server unchanged.</summary>
internal static class LibreTranslateApi
{
    public const string CorsPolicy = "api";

    private static readonly string[] Bodies = ["application/x-www-form-urlencoded", "multipart/form-data"];

    public static void MapLibreTranslate(this IEndpointRouteBuilder routes)
    {
        ApiOptions options = routes.ServiceProvider.GetRequiredService<IOptions<ApiOptions>>().Value;

        // No cookies and no session: there is nothing for a forged request to use, so foreign forms are welcome.
        RouteGroupBuilder api = routes.MapGroup("")
            .RequireCors(CorsPolicy)
            .AddEndpointFilter<ApiFaults>()
            .DisableAntiforgery()
            .WithTags("LibreTranslate");
        RouteGroupBuilder texts = api.MapGroup("").AddEndpointFilter(new BodyLimit(options.BodyBytes));
        RouteGroupBuilder files = api.MapGroup("").AddEndpointFilter(new BodyLimit(options.FileBytes + options.BodyBytes));

        MapPost(texts, "/translate", (HttpRequest request, TranslateEndpoint endpoint) => endpoint.TranslateAsync(request))
            .Accepts<LibreQuestion>("application/json", Bodies)
            .Produces<LibreTranslation>()
            .WithSummary("Translates a text, or an array of texts (JSON only)")
            .Refuses(400, 403, 413, 429, 500, 503);
        MapPost(texts, "/detect", DetectAsync)
            .Accepts<LibreDetection>("application/json", Bodies)
            .Produces<DetectedLanguage[]>()
            .WithSummary("Names the language of a text, best guess first")
            .Refuses(400, 403, 413, 429);
        MapPost(texts, "/suggest", (HttpRequest request, SuggestEndpoint endpoint) => endpoint.SuggestAsync(request))
            .Accepts<LibreSuggestion>("application/json", Bodies)
            .Produces<LibreSuccess>()
            .WithSummary("Keeps a better translation, for training")
            .Refuses(400, 403, 413, 429, 500);
        MapPost(files, "/translate_file", (HttpRequest request, FileEndpoint endpoint) => endpoint.TranslateAsync(request))
            .Accepts<LibreFile>("multipart/form-data", "application/x-www-form-urlencoded", "application/json") // without a file: 400
            .Produces<LibreFileLink>()
            .WithSummary("Translates a file; its layout stays")
            .Refuses(400, 403, 413, 429, 500, 503);
        api.MapGet("/download_file/{name}", (string name, FileEndpoint endpoint) => endpoint.Download(name))
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .WithSummary("Fetches a translated file")
            .Refuses(404);
        api.MapGet("/languages", Languages)
            .Produces<LibreLanguage[]>()
            .WithSummary("Lists the languages, each with those it can be translated to");
        api.MapGet("/health", () => Results.Json(new { status = "ok" })).WithSummary("Says that the server runs");
        api.MapGet("/frontend/settings", Settings).Produces<LibreSettings>().WithSummary("Names the limits");
    }

    private static void Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (int status in statuses)
        {
            route.Produces<LibreError>(status);
        }
    }

    /// <summary>
    /// A route for POST that says so to others. Routing would do that by itself, but the development fallback of static
    /// assets claims every path for GET, and the answer would be 404.
    /// </summary>
    private static RouteHandlerBuilder MapPost(RouteGroupBuilder api, string pattern, Delegate handler)
    {
        api.MapGet(pattern, (HttpResponse response) =>
        {
            response.Headers.Allow = HttpMethods.Post;
            return ApiFaults.Error(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
        }).ExcludeFromDescription();
        return api.MapPost(pattern, handler);
    }

    private static async Task<IResult> DetectAsync(
        HttpRequest request,
        IModelCatalog catalog,
        LanguageDetector detector,
        ApiGate gate,
        IOptions<ServingOptions> options)
    {
        ApiCall call = await ApiCall.ReadAsync(request);
        gate.Admit(request.HttpContext, call.Key, 1);
        string text = string.Join('\n', call.RequireTexts());
        int limit = options.Value.CharacterLimit * options.Value.BatchLimit;
        DetectedLanguage[] found =
        [
            .. detector.Detect(text.Length > limit ? text[..limit] : text, new ApiLanguages(catalog.Models).Codes)
                .Where(each => each.Confidence > 0),
        ];
        DetectedLanguage[] answer = found.Length > 0 ? found : [new DetectedLanguage("en", 0)];
        return Results.Json(answer.Select(each => new { confidence = each.Confidence, language = each.Language }));
    }

    private static IResult Languages(IModelCatalog catalog)
    {
        var languages = new ApiLanguages(catalog.Models);
        return Results.Json(languages.Codes.Select(code => new LibreLanguage(code, LanguageName.Of(code), languages.TargetsOf(code))));
    }

    private static IResult Settings(
        IModelCatalog catalog,
        ISuggestions suggestions,
        ApiGate gate,
        IOptions<ServingOptions> options)
    {
        string target = ServedDirection.Of(catalog.Models).FirstOrDefault()?.Target ?? "en";
        return Results.Json(new LibreSettings
        {
            CharLimit = options.Value.CharacterLimit,
            FrontendTimeout = 350,
            ApiKeys = gate.HasKeys,
            KeyRequired = gate.KeyRequired,
            Suggestions = suggestions.Enabled,
            FilesTranslation = true,
            SupportedFilesFormat = FileEndpoint.Formats,
            Language = new LibreLanguagePair(new("auto", "Auto Detect"), new(target, LanguageName.Of(target))),
        });
    }
}
