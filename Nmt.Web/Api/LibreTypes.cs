using System.ComponentModel;
using System.Text.Json.Serialization;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>What <c>/translate</c> takes.</summary>
/// <param name="Q">A text, or an array of texts.</param>
/// <param name="Source">A language code, or auto.</param>
/// <param name="Target">A language code.</param>
/// <param name="Format">text or html.</param>
/// <param name="Alternatives">How many other translations to give.</param>
/// <param name="Key">Where the server asks for one.</param>
internal sealed record LibreQuestion(
    object Q,
    string Source,
    string Target,
    string? Format,
    int? Alternatives,
    [property: JsonPropertyName("api_key")] string? Key);

/// <summary>What <c>/translate</c> answers; strings for a text, arrays for an array.</summary>
internal sealed record LibreTranslation(object TranslatedText, DetectedLanguage? DetectedLanguage, string[]? Alternatives);

/// <summary>What every route answers where it cannot do what was asked.</summary>
/// <param name="Error">Why, in English.</param>
internal sealed record LibreError(string Error);

/// <summary>What <c>/detect</c> takes.</summary>
internal sealed record LibreDetection(string Q, [property: JsonPropertyName("api_key")] string? Key);

/// <summary>What <c>/suggest</c> takes.</summary>
/// <param name="Q">The text.</param>
/// <param name="S">Its better translation.</param>
/// <param name="Source">The text's language.</param>
/// <param name="Target">The translation's language.</param>
internal sealed record LibreSuggestion(string Q, string S, string Source, string Target);

/// <summary>What <c>/suggest</c> answers.</summary>
internal sealed record LibreSuccess(bool Success);

/// <summary>What <c>/translate_file</c> takes.</summary>
internal sealed record LibreFile(
    IFormFile File, string Source, string Target, [property: JsonPropertyName("api_key")] string? Key);

/// <summary>What <c>/translate_file</c> answers.</summary>
internal sealed record LibreFileLink(string TranslatedFileUrl);

/// <summary>A language, and those it can be translated to.</summary>
internal sealed record LibreLanguage(string Code, string Name, IReadOnlyList<string> Targets);

/// <summary>A language by its code and English name.</summary>
internal sealed record LibreLanguageName(string Code, string Name);

/// <summary>What a page begins with.</summary>
internal sealed record LibreLanguagePair(LibreLanguageName Source, LibreLanguageName Target);

/// <summary>What <c>/frontend/settings</c> answers.</summary>
internal sealed record LibreSettings
{
    [Description("The longest text, in UTF-16 units")]
    public required int CharLimit { get; init; }

    [Description("Milliseconds that a page waits after a key before it translates")]
    public required int FrontendTimeout { get; init; }

    public required bool ApiKeys { get; init; }

    public required bool KeyRequired { get; init; }

    public required bool Suggestions { get; init; }

    public required bool FilesTranslation { get; init; }

    public required IReadOnlyList<string> SupportedFilesFormat { get; init; }

    public required LibreLanguagePair Language { get; init; }
}
