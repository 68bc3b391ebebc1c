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
    /// Batches that are decoded at once, each on a thread of its own. On a CPU this is the faster use of several cores: a
    /// step of decoding is too little work to divide (give the tensor library one thread then). Ignored where progress is
    /// watched. It changes the speed, never the translations.
    /// </summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// Each given line is a text of many lines and sentences: they are translated one by one and joined with the text's
    /// own line breaks, blank lines and indentation.
    /// </summary>
    public bool SplitSentences { get; init; }

    /// <summary>Everything that is wrong with the options, one sentence a fault; empty when they are fine.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [.. Search.Faults()];
        if (BatchSize < 1)
            faults.Add($"batch size: expected at least 1, found {BatchSize}.");
        if (Workers < 1)
            faults.Add($"workers: expected at least 1, found {Workers}.");
        return faults;
    }

    internal void Check()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new NmtException("Nothing can be translated with these options: " + string.Join(' ', faults));
    }
}
