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

    /// <summary>The code of the language to translate into; null for a model that writes one language.</summary>
    public string? Target { get; init; }

    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>How many hypotheses each translation should hold, best first. Only without <see cref="Search"/>.</summary>
    public int Hypotheses { get; init; } = 1;

    /// <summary>
    /// Whether hypotheses carry their attention; it costs memory and time, so only who shows it asks for it. Only
    /// without <see cref="Search"/>.
    /// </summary>
    public bool Attention { get; init; }

    /// <summary>
    /// Every option of the search, as it is to be used; null for the server's own. Only requests with equal options are
    /// decoded together, and lists within the options are equal only to themselves.
    /// </summary>
    public TranslationOptions? Search { get; init; }

    /// <summary>
    /// Whether the answer carries all that the inspector shows, on top of what is asked for otherwise: attention, doubts
    /// and runners-up of every piece, and the search tree. The translations are the same with and without it.
    /// </summary>
    public bool Inspect { get; init; }

    public RequestPriority Priority { get; init; } = RequestPriority.Interactive;
}

/// <summary>One state of a translation under way.</summary>
/// <param name="Text">The best text so far.</param>
/// <param name="Result">The finished translation, with the last item only.</param>
public sealed record TranslationProgress(string Text, Translation? Result)
{
    /// <summary>
    /// The search of each sentence so far, of a request that asks for <see cref="TranslationRequest.Inspect"/>; empty
    /// otherwise, and with the last item, whose result has it.
    /// </summary>
    public IReadOnlyList<SegmentTrace> Traces { get; init; } = [];

    /// <summary>Where the time went, with the last item only.</summary>
    public TranslationTiming? Timing { get; init; }
}
