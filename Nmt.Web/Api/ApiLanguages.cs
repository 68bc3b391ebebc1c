using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>The languages of the models that are ready, at one moment.</summary>
internal sealed class ApiLanguages(IReadOnlyList<InstalledModel> models)
{
    /// <summary>Other names that clients use for the same language, both ways.</summary>
    private static readonly (string, string)[] Aliases = [("zh", "zh-Hans"), ("zt", "zh-Hant"), ("pb", "pt-BR")];

    private readonly IReadOnlyList<ServedDirection> _served = ServedDirection.Of(models);

    /// <summary>Codes of every language that some model reads or writes, in order.</summary>
    public IReadOnlyList<string> Codes =>
        [.. _served.SelectMany(each => new[] { each.Source, each.Target }).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Codes of the languages that some model reads.</summary>
    public IReadOnlyList<string> Sources => [.. _served.Select(each => each.Source).Distinct()];

    /// <summary>
    /// Where <paramref name="source"/> can be translated to. A language is a target of itself: clients that detect the
    /// source must not fail on a text that already is in their language.
    /// </summary>
    public IReadOnlyList<string> TargetsOf(string source) =>
    [
        .. _served.Where(each => each.Source == source)
            .Select(each => each.Target)
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

    /// <summary>Who translates a pair; null where both are the same language.</summary>
    /// <exception cref="ApiException">No model translates between the two.</exception>
    public ServedDirection? Find(string source, string target) =>
        source == target
            ? null
            : _served.FirstOrDefault(each => each.Source == source && each.Target == target)
                ?? throw ApiException.BadRequest(
                    $"{LanguageName.Of(target)} ({target}) is not available as a target language from {LanguageName.Of(source)} ({source})");

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
