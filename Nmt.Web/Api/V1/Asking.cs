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

    /// <summary>What is to be put to the worker.</summary>
    /// <exception cref="ApiException">The texts, the search or the model are not to be had.</exception>
    public AskedTranslation TranslationOf(
        IModelQuestionBody question, IReadOnlyList<string> texts, SearchQuestion? search, IReadOnlyCollection<Detail> details)
    {
        CheckTexts(texts, details);
        TranslationOptions options = SearchOf(search, details);
        (ServedDirection by, DetectedLanguage? detected) = DirectionFor(question, texts);
        return new(detected, new() { Model = by.Model.Id, Target = by.Target, Texts = texts, Search = options, Priority = RequestPriority.Batch });
    }

    /// <summary>Who translates these texts, and what was detected where the source was auto.</summary>
    /// <exception cref="ApiException">There is no such model, or it is not ready, or does not translate so.</exception>
    public (ServedDirection By, DetectedLanguage? Detected) DirectionFor(IModelQuestionBody question, IReadOnlyList<string> texts)
    {
        if (question.Model is { } id)
        {
            return (OfModel(id, question), null);
        }

        if (question.Source is null || question.Target is null)
        {
            throw ApiException.BadRequest("Expected 'model', or 'source' and 'target'.");
        }

        var languages = new ApiLanguages(catalog.Models);
        DetectedLanguage? detected = IsOpen(question.Source)
            ? detector.Detect(string.Join('\n', texts), languages.Sources).FirstOrDefault()
            : null;
        string source = languages.Resolve(detected?.Language ?? question.Source);
        ServedDirection by = languages.Find(source, languages.Resolve(question.Target))
            ?? throw ApiException.BadRequest($"The texts already are in {LanguageName.Of(source)} ({source}).");
        return (by, detected);
    }

    /// <summary>Of a model that is named, the direction: what languages are named must be its own, and leave one target.</summary>
    private ServedDirection OfModel(string id, IModelQuestionBody question)
    {
        InstalledModel model = catalog.Models.FirstOrDefault(model => model.Id == id && model.State == ModelState.Ready)
            ?? throw ApiException.NotFound($"The model '{id}' is not installed, or not ready.");
        var languages = new ApiLanguages([model]);
        string? source = IsOpen(question.Source) ? null : languages.Resolve(question.Source!);
        string? target = question.Target is null ? null : languages.Resolve(question.Target);
        ServedDirection[] fitting =
        [
            .. ServedDirection.Of([model]).Where(each => (source ?? each.Source) == each.Source && (target ?? each.Target) == each.Target),
        ];
        return fitting.DistinctBy(each => each.Target).Count() == 1
            ? fitting[0]
            : throw ApiException.BadRequest(
                $"The model '{id}' translates {string.Join(", ", model.Directions)}: expected 'source' and 'target' to name one of these, or 'target' alone.");
    }

    // The model reads any of its source languages alike, so only the target must be known.
    private static bool IsOpen(string? source) => source?.Equals("auto", StringComparison.OrdinalIgnoreCase) ?? true;

    /// <exception cref="ApiException">There are too many texts, or they are too long.</exception>
    public void CheckTexts(IReadOnlyList<string> texts, IReadOnlyCollection<Detail> details)
    {
        ServingOptions limits = options.Value;
        Check(texts.Count, limits.BatchLimit, "texts");
        foreach (string text in texts)
        {
            Check(text?.Length ?? throw ApiException.BadRequest("Expected texts, found null."), limits.CharacterLimit, "characters in a text");
        }

        if (details.Any(detail => detail is Detail.Attention or Detail.Alignment or Detail.Trace or Detail.RunnersUp))
        {
            Check(texts.Sum(text => text.Length), DetailCharacterLimit, "characters where attention, alignment, runners-up or a trace is asked for");
        }
    }

    /// <exception cref="ApiException">The search contradicts itself, or this server does not allow it.</exception>
    private TranslationOptions SearchOf(SearchQuestion? search, IReadOnlyCollection<Detail> details)
    {
        search ??= new();
        Refuse([.. search.Faults()]);
        TranslationOptions asked = search.ToOptions(options.Value, details);
        Refuse(options.Value.FaultsOf(asked));
        return asked;
    }

    private static void Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw ApiException.BadRequest(string.Join(' ', faults));
        }
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

/// <summary>A translation that may be asked for.</summary>
/// <param name="Detected">What was detected where the source was auto.</param>
/// <param name="Request">For the worker.</param>
internal sealed record AskedTranslation(DetectedLanguage? Detected, TranslationRequest Request);
