using System.Text.Json.Serialization;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>The body of a successful <c>/translate</c>: single values for a single text, arrays for an array.</summary>
internal sealed record TranslateAnswer
{
    /// <summary>A string, or strings.</summary>
    public required object TranslatedText { get; init; }

    /// <summary>Only where the source was <c>auto</c>: one object, or one for each text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? DetectedLanguage { get; init; }

    /// <summary>Only where alternatives were asked for: strings, or strings for each text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Alternatives { get; init; }

    public static TranslateAnswer Create(ApiCall call, IReadOnlyList<TranslatedText> texts, DetectedLanguage? detected, bool alternatives)
    {
        if (!call.IsArray)
        {
            return new TranslateAnswer
            {
                TranslatedText = texts[0].Best,
                DetectedLanguage = detected,
                Alternatives = alternatives ? texts[0].Alternatives : null,
            };
        }

        return new TranslateAnswer
        {
            TranslatedText = texts.Select(text => text.Best).ToArray(),
            DetectedLanguage = detected is null ? null : Enumerable.Repeat(detected, texts.Count).ToArray(),
            Alternatives = alternatives ? texts.Select(text => text.Alternatives).ToArray() : null,
        };
    }
}

/// <summary>One translated text: the best hypothesis and the others, without repeats.</summary>
internal sealed record TranslatedText(string Best, IReadOnlyList<string> Alternatives)
{
    /// <summary>A text that needs no model.</summary>
    public static TranslatedText Unchanged(string text) => new(text, []);
}
