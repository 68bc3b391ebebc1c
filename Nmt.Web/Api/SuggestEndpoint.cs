using Microsoft.Extensions.Options;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary><c>POST /suggest</c>: a client's better translation.</summary>
internal sealed class SuggestEndpoint(
    ISuggestions suggestions,
    IModelCatalog catalog,
    ApiGate gate,
    IOptions<ServingOptions> options)
{
    public async Task<IResult> SuggestAsync(HttpRequest request)
    {
        if (!suggestions.Enabled)
        {
            throw ApiException.Forbidden("Suggestions are disabled on this server.");
        }

        ApiCall call = await ApiCall.ReadAsync(request);
        gate.Admit(request.HttpContext, call.Key, 1);
        string text = string.Join('\n', call.RequireTexts());
        string translation = call.Require("s").ReplaceLineEndings("\n");
        string source = call.Require("source");
        string target = call.Require("target");
        CheckLength(text);
        CheckLength(translation);

        var languages = new ApiLanguages(catalog.Models);
        await suggestions.AddAsync(
            new Suggestion(text, translation, languages.Resolve(source), languages.Resolve(target)),
            request.HttpContext.RequestAborted);
        return Results.Json(new LibreSuccess(true));
    }

    private void CheckLength(string text)
    {
        int limit = options.Value.CharacterLimit;
        if (text.Length > limit)
        {
            throw ApiException.BadRequest($"Invalid request: request ({text.Length}) exceeds text limit ({limit})");
        }
    }
}
