using Nmt.Model.Constraints;

namespace Nmt.Model;

/// <summary>A line to translate, and what is asked of its translation.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Constraints">Beyond what <see cref="TranslationOptions.Constraints"/> asks of all lines.</param>
public readonly record struct SourceLine(string Text, LineConstraints Constraints)
{
    /// <summary>The code of the language to translate it into; null for <see cref="TranslationOptions.TargetLanguage"/>.</summary>
    public string? Into { get; init; }
}
