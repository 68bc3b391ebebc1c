using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Network;
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

    /// <summary>The code of the language to translate into, where a line does not say its own; a model of several directions needs it.</summary>
    public string? TargetLanguage { get; init; }

    /// <summary>What is asked of the translation of every line.</summary>
    public LineConstraints Constraints { get; init; } = LineConstraints.None;

    /// <summary>Phrases with a fixed translation, or none.</summary>
    public Glossary? Glossary { get; init; }

    /// <summary>What of a line stands in its translation unchanged.</summary>
    public CopyKinds Copy { get; init; }

    /// <summary>Where attention looks at some steps of the translation of every line; what it looks at otherwise is the model's.</summary>
    public IReadOnlyList<ForcedAttention> ForcedAttention { get; init; } = [];

    /// <summary>Chooses among the <see cref="SearchOptions.NBest"/>; null for the best score.</summary>
    public IHypothesisRanking? Ranking { get; init; }

    /// <summary>Gates of the network that are held at a value; empty for the network as it is. Not for an ensemble.</summary>
    public IReadOnlyList<UnitClamp> Clamps { get; init; } = [];

    /// <summary>Everything that is wrong with the options, one sentence a fault; empty when they are fine.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = Search.Faults().ToList();
        if (BatchSize < 1)
            faults.Add($"batch size: expected at least 1, found {BatchSize}.");
        if (Workers < 1)
            faults.Add($"workers: expected at least 1, found {Workers}.");
        if (Search.Demands.Count > 0)
            faults.Add("demands: expected none, since each batch has its own; ask by constraints.");
        if (ForcedAttention.Any(look => look.Step < 0 || look.SourcePosition < 0 || look.Segment < 0))
            faults.Add("forced attention: expected steps, source positions and segments from 0, found one below.");
        if (Ranking is not null && Search.NBest < 2)
            faults.Add($"{Ranking.Name}: expected at least 2 translations to choose from, found {Search.NBest}.");
        if (Ranking is not null && (Ranking.Keep < 1 || Ranking.Keep > Search.NBest))
            faults.Add($"{Ranking.Name}: expected 1 to {Search.NBest} translations to keep, found {Ranking.Keep}.");
        if ((Glossary is not null || Copy != CopyKinds.None || Constraints.Required.Count > 0) && !Search.HasPlainBeam)
            faults.Add("glossary, copied and required phrases: expected plain beam search with a beam of at least 2, found sampling, beam groups or a smaller beam.");
        return faults;
    }

    internal void Check()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new NmtException("Nothing can be translated with these options: " + string.Join(' ', faults));
    }
}
