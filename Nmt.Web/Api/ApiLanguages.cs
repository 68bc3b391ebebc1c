using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>The languages of the models that are ready, at one moment.</summary>
internal sealed class ApiLanguages(IReadOnlyList<InstalledModel> models)
{
    /// <summary>Other names that clients use for the same language, both ways.</summary>
    private static readonly (string, string)[] Aliases = [("zh", "zh-Hans"), ("zt", "zh-Hant"), ("pb", "pt-BR")];

    private readonly InstalledModel[] _ready = [.. models.Where(model => model.State == ModelState.Ready)];

    /// <summary>Codes of every language that some model reads or writes, in order.</summary>
    public IReadOnlyList<string> Codes =>
        [.. _ready.SelectMany(model => new[] { model.SourceLanguage, model.TargetLanguage }).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Codes of the languages that some model reads.</summary>
    public IReadOnlyList<string> Sources => [.. _ready.Select(model => model.SourceLanguage).Distinct()];

    /// <summary>
    /// Where <paramref name="source"/> can be translated to. A language is a target of itself: clients that detect the
    /// source must not fail on a text that already is in their language.
    /// </summary>
    public IReadOnlyList<string> TargetsOf(string source) =>
    [
        .. _ready.Where(model => model.SourceLanguage == source)
            .Select(model => model.TargetLanguage)
            .Append(source)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The code under which a language is installed, whatever case or alias the client wrote.</summary>
    /// <exception cref="ApiException">No model knows the language.</exception>
    public string Resolve(string code)
    {
        IEnumerable<string> names = Aliases
            .Where(pair => Same(pair.Item1, code) || Same(pair.Item2, code))
            .SelectMany(pair => new[] { pair.Item1, pair.Item2 })
            .Prepend(code);
        return names.Select(name => Codes.FirstOrDefault(each => Same(each, name))).FirstOrDefault(each => each is not null)
            ?? throw ApiException.BadRequest($"{code} is not supported");
    }

    /// <summary>The model for a pair; null where both are the same language.</summary>
    /// <exception cref="ApiException">No model translates between the two.</exception>
    public InstalledModel? ModelFor(string source, string target) =>
        source == target
            ? null
            : _ready.FirstOrDefault(model => model.SourceLanguage == source && model.TargetLanguage == target)
                ?? throw ApiException.BadRequest(
                    $"{LanguageName.Of(target)} ({target}) is not available as a target language from {LanguageName.Of(source)} ({source})");

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
