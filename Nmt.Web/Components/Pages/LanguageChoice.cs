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
        IReadOnlyList<ServedDirection> served = ServedDirection.Of(models);
        if (served.Count == 0)
        {
            return this;
        }

        string source = FitSource(served);
        ServedDirection[] usable = [.. served.Where(each => source == Auto || each.Source == source)];
        string target = usable.Any(each => each.Target == Target) ? Target : usable[0].Target;
        bool hasModel = usable.Any(each => each.Model.Id == Model && each.Target == target);
        return new LanguageChoice(source, target, hasModel ? Model : null);
    }

    /// <summary>
    /// Who translates a text in <paramref name="source"/>, empty for a text that shows no language yet. Where it turns out to be in the target language itself,
    /// any direction that reads it will do: nobody wants a text back unchanged.
    /// </summary>
    public ServedDirection? Find(IReadOnlyList<InstalledModel> models, string source)
    {
        ServedDirection[] reading = [.. ServedDirection.Of(models).Where(each => source.Length == 0 || each.Source == source)];
        return reading.FirstOrDefault(each => each.Model.Id == Model && each.Target == Target)
            ?? reading.FirstOrDefault(each => each.Target == Target)
            ?? (Source == Auto ? reading.FirstOrDefault() : null);
    }

    /// <summary>The ready models of the pair, where the source is not left open.</summary>
    public IReadOnlyList<InstalledModel> Candidates(IReadOnlyList<InstalledModel> models) =>
    [
        .. ServedDirection.Of(models).Where(each => each.Source == Source && each.Target == Target).Select(each => each.Model),
    ];

    private string FitSource(IReadOnlyList<ServedDirection> served)
    {
        if (Source == Auto || served.Any(each => each.Source == Source))
        {
            return Source;
        }

        bool several = served.Any(each => each.Source != served[0].Source);
        return Source.Length == 0 && several ? Auto : served[0].Source;
    }
}
