using Nmt.Model.Errors;
using Nmt.Model.Search;

namespace Nmt.Model;

/// <summary>How lines are translated.</summary>
public sealed record TranslationOptions
{
    public SearchOptions Search { get; init; } = new();

    /// <summary>Sentences that are decoded together. It changes the speed, never the translations.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>
    /// Each given line is a text of many lines and sentences: they are translated one by one and joined with the text's
    /// own line breaks, blank lines and indentation.
    /// </summary>
    public bool SplitSentences { get; init; }

    /// <summary>Everything that is wrong with the options, one sentence a fault; empty when they are fine.</summary>
    public IReadOnlyList<string> Faults() => BatchSize >= 1
        ? Search.Faults()
        : [.. Search.Faults(), $"batch size: expected at least 1, found {BatchSize}."];

    internal void Check()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new NmtException("Nothing can be translated with these options: " + string.Join(' ', faults));
    }
}
