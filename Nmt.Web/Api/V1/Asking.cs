using System.Globalization;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary>What every question of <c>/api/v1</c> is checked for before the worker hears of it.</summary>
internal sealed class Asking(IModelCatalog catalog, LanguageDetector detector, IOptions<ServingOptions> options)
{
    /// <summary>Attention grows with the square of a text, and a trace has thousands of nodes a sentence.</summary>
    internal const int DetailCharacterLimit = 1_000;

    /// <summary>The model for these texts, and what was detected where the source was auto.</summary>
    /// <exception cref="ApiException">There is no such model, or it is not ready.</exception>
    public (InstalledModel Model, DetectedLanguage? Detected) ModelFor(IModelQuestionBody question, IReadOnlyList<string> texts)
    {
        if (question.Model is { } id)
        {
            return (catalog.Models.FirstOrDefault(model => model.Id == id && model.State == ModelState.Ready)
                ?? throw ApiException.NotFound($"The model '{id}' is not installed, or not ready."), null);
        }

        if (question.Source is null || question.Target is null)
        {
            throw ApiException.BadRequest("Expected 'model', or 'source' and 'target'.");
        }

        var languages = new ApiLanguages(catalog.Models);
        DetectedLanguage? detected = question.Source.Equals("auto", StringComparison.OrdinalIgnoreCase)
            ? detector.Detect(string.Join('\n', texts), languages.Sources).FirstOrDefault()
            : null;
        string source = languages.Resolve(detected?.Language ?? question.Source);
        InstalledModel model = languages.ModelFor(source, languages.Resolve(question.Target))
            ?? throw ApiException.BadRequest($"The texts already are in {LanguageName.Of(source)} ({source}).");
        return (model, detected);
    }

    /// <exception cref="ApiException">There are too many texts, or they are too long.</exception>
    public void CheckTexts(IReadOnlyList<string> texts, IReadOnlyCollection<Detail> details)
    {
        ServingOptions limits = options.Value;
        Check(texts.Count, limits.BatchLimit, "texts");
        foreach (string text in texts)
        {
            Check(text?.Length ?? throw ApiException.BadRequest("Expected texts, found null."), limits.CharacterLimit, "characters in a text");
        }

        if (details.Any(detail => detail is Detail.Attention or Detail.Alignment or Detail.Trace))
        {
            Check(texts.Sum(text => text.Length), DetailCharacterLimit, "characters where attention, alignment or a trace is asked for");
        }
    }

    /// <summary>The search that was asked for.</summary>
    /// <exception cref="ApiException">It contradicts itself, or this server does not allow it.</exception>
    public TranslationOptions SearchOf(SearchQuestion? search, IReadOnlyCollection<Detail> details)
    {
        TranslationOptions asked = (search ?? new()).ToOptions(options.Value.Beam, details, options.Value.TraceLimit);
        return options.Value.FaultsOf(asked) is { Count: > 0 } faults
            ? throw ApiException.BadRequest(string.Join(' ', faults))
            : asked;
    }

    public static void Check(int found, int limit, string what)
    {
        if (found > limit)
        {
            throw ApiException.BadRequest(string.Create(
                CultureInfo.InvariantCulture, $"Expected at most {limit} {what}, found {found}."));
        }
    }
}
