using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>Who waits: a person at the page goes before a program at the API.</summary>
public enum RequestPriority
{
    Interactive,
    Batch,
}

/// <summary>Texts for one model.</summary>
public sealed record TranslationRequest
{
    /// <summary>The <see cref="InstalledModel.Id"/> to translate with.</summary>
    public required string Model { get; init; }

    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>How many hypotheses each translation should hold, best first.</summary>
    public int Hypotheses { get; init; } = 1;

    /// <summary>Whether hypotheses carry their attention; it costs memory and time, so only who shows it asks for it.</summary>
    public bool Attention { get; init; }

    public RequestPriority Priority { get; init; } = RequestPriority.Interactive;
}

/// <summary>One state of a translation under way.</summary>
/// <param name="Text">The best text so far.</param>
/// <param name="Result">The finished translation, with the last item only.</param>
public sealed record TranslationProgress(string Text, Translation? Result);
