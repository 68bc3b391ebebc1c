using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>What the reader chose: the languages, and the model where several serve the pair.</summary>
/// <param name="Source">A language code, or <see cref="Auto"/>.</param>
/// <param name="Target">A language code; empty while no model is ready.</param>
/// <param name="Model">The id of the model asked for; null for the first of the pair.</param>
public sealed record LanguageChoice(string Source, string Target, string? Model = null)
{
    /// <summary>The source is found out from the text.</summary>
    public const string Auto = "auto";

    /// <summary>
    /// The nearest choice that the ready <paramref name="models"/> can serve: the source as wanted; for no wish the only
    /// one, or left open where there are several; else the first. The target as wanted, else the first that the source has.
    /// </summary>
    public LanguageChoice Fit(IReadOnlyList<InstalledModel> models)
    {
        InstalledModel[] ready = [.. models.Where(model => model.State == ModelState.Ready)];
        if (ready.Length == 0)
        {
            return this;
        }

        string source = FitSource(ready);
        InstalledModel[] usable = [.. ready.Where(model => source == Auto || model.SourceLanguage == source)];
        string target = usable.Any(model => model.TargetLanguage == Target) ? Target : usable[0].TargetLanguage;
        bool hasModel = usable.Any(model => model.Id == Model && model.TargetLanguage == target);
        return new LanguageChoice(source, target, hasModel ? Model : null);
    }

    /// <summary>
    /// The model for a text in <paramref name="source"/>, empty for a text that shows no language yet. Where it turns out to be in the target language itself,
    /// any model that reads it will do: nobody wants a text back unchanged.
    /// </summary>
    public InstalledModel? Find(IReadOnlyList<InstalledModel> models, string source)
    {
        InstalledModel[] reading =
        [
            .. models.Where(model => model.State == ModelState.Ready
                && (source.Length == 0 || model.SourceLanguage == source)),
        ];
        return reading.FirstOrDefault(model => model.Id == Model && model.TargetLanguage == Target)
            ?? reading.FirstOrDefault(model => model.TargetLanguage == Target)
            ?? (Source == Auto ? reading.FirstOrDefault() : null);
    }

    /// <summary>The ready models of the pair, where the source is not left open.</summary>
    public IReadOnlyList<InstalledModel> Candidates(IReadOnlyList<InstalledModel> models) =>
    [
        .. models.Where(model => model.State == ModelState.Ready
            && model.SourceLanguage == Source
            && model.TargetLanguage == Target),
    ];

    private string FitSource(InstalledModel[] ready)
    {
        if (Source == Auto || ready.Any(model => model.SourceLanguage == Source))
        {
            return Source;
        }

        bool several = ready.Any(model => model.SourceLanguage != ready[0].SourceLanguage);
        return Source.Length == 0 && several ? Auto : ready[0].SourceLanguage;
    }
}
