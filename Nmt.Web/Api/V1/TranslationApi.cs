using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary>Our own routes: everything that the page can do, for programs.</summary>
internal static class TranslationApi
{
    public const string Prefix = "/api/v1";

    private const string Json = "application/json";

    /// <summary>How each question may fare.</summary>
    private static readonly int[] Refusals =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status403Forbidden,
        StatusCodes.Status404NotFound,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests,
        StatusCodes.Status500InternalServerError,
        StatusCodes.Status503ServiceUnavailable,
    ];

    public static void MapTranslationApi(this IEndpointRouteBuilder routes)
    {
        ApiOptions options = routes.ServiceProvider.GetRequiredService<IOptions<ApiOptions>>().Value;
        RouteGroupBuilder api = routes.MapGroup(Prefix)
            .RequireCors(LibreTranslateApi.CorsPolicy)
            .AddEndpointFilter<ApiProblems>()
            .AddEndpointFilter(new BodyLimit(options.BodyBytes))
            .DisableAntiforgery()
            .WithTags("Nmt");

        Post<TranslateQuestion>(api, "/translate", (HttpRequest request, TranslateRoutes route) => route.TranslateAsync(request))
            .Produces<TranslateReply>()
            .WithSummary("Translates texts, with every option of the search");
        Post<TextQuestion>(api, "/translate/stream", (HttpRequest request, TranslateRoutes route) => route.StreamAsync(request))
            .Produces<StreamEvent>(contentType: "text/event-stream")
            .WithSummary("Translates a text and tells how it goes, as server-sent events: update, done, error");
        Post<InspectQuestion>(api, "/inspect", (HttpRequest request, InspectRoute route) => route.InspectAsync(request))
            .Produces<InspectReply>()
            .WithSummary("Translates a text and shows how: attention, alignment, uncertainty, search tree, and memory cells where asked for");
        Post<ScoreQuestion>(api, "/score", (HttpRequest request, ScoreRoute route) => route.ScoreAsync(request))
            .Produces<ScoreReply>()
            .WithSummary("Says how likely a model finds given translations");
        api.MapGet("/models", (IModelCatalog catalog) => TypedResults.Ok(catalog.Models.Select(ModelView.Of)))
            .WithSummary("Lists the installed models");
        api.MapGet("/models/{id}", (string id, IModelCatalog catalog) =>
                TypedResults.Ok(ModelView.Of(catalog.Models.FirstOrDefault(model => model.Id == id)
                    ?? throw ApiException.NotFound($"The model '{id}' is not installed."))))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Shows one model");
        api.Map("/{**rest}", () => Results.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status404NotFound,
            Detail = "There is no such route. /api lists them.",
        })).ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Post<TBody>(RouteGroupBuilder api, string pattern, Delegate handler)
        where TBody : notnull
    {
        // Else the catch-all would answer 404.
        api.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Patch], (HttpResponse response) =>
        {
            response.Headers.Allow = HttpMethods.Post;
            return Results.Problem(new ProblemDetails
            {
                Status = StatusCodes.Status405MethodNotAllowed,
                Detail = "Expected POST.",
            });
        }).ExcludeFromDescription();
        // Of two routes that differ in nothing else, the one that says what it accepts goes first.
        api.MapPost(pattern, () => Results.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status415UnsupportedMediaType,
            Detail = $"Expected the content type {Json}.",
        })).ExcludeFromDescription();
        RouteHandlerBuilder route = api.MapPost(pattern, handler).Accepts<TBody>(Json);
        foreach (int status in Refusals)
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
