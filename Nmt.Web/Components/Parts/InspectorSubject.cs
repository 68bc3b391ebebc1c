using Nmt.Model;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>What the panels of the inspector look at: one finished translation, and what it was made with.</summary>
/// <param name="Result">The translation; its <see cref="Translation.Source"/> is the text that was translated.</param>
/// <param name="Selected">Which of its hypotheses the reader sees.</param>
/// <param name="Model">The <see cref="InstalledModel.Id"/> that made it.</param>
/// <param name="SourceLanguage">A language code.</param>
/// <param name="TargetLanguage">A language code.</param>
public sealed record InspectorSubject(
    Translation Result, int Selected, string Model, string SourceLanguage, string TargetLanguage)
{
    /// <summary>What the result answers, to ask the same with more to see; null while a newer request is under way.</summary>
    public TranslationRequest? Request { get; init; }

    /// <summary>What the reader asked of the search so far. A panel raises this with its own part changed.</summary>
    public SearchChange Change { get; init; } = new();

    /// <summary>The hypothesis that the reader sees.</summary>
    public TranslationHypothesis Hypothesis => Result.Hypotheses[Math.Min(Selected, Result.Hypotheses.Count - 1)];
}
