namespace Nmt.Model;

/// <summary>The translation of one line (or, with <see cref="TranslationOptions.SplitSentences"/>, of one text).</summary>
public sealed record Translation
{
    /// <summary>The line as it was given.</summary>
    public required string Source { get; init; }

    /// <summary>The text of the best hypothesis; empty for a blank line.</summary>
    public required string Text { get; init; }

    /// <summary>The score of the best hypothesis; of a joined translation, the mean over its segments weighted by their pieces.</summary>
    public required double Score { get; init; }

    /// <summary>
    /// Different texts, the best first; at least one. The k-th of a joined translation joins the k-th of each segment.
    /// </summary>
    public required IReadOnlyList<TranslationHypothesis> Hypotheses { get; init; }

    /// <summary>
    /// What each source piece shows, <c>&lt;/s&gt;</c> at the end of each segment: the columns of
    /// <see cref="TranslationHypothesis.Attention"/>. Empty for a blank line.
    /// </summary>
    public required IReadOnlyList<string> SourcePieces { get; init; }

    /// <summary>The ids of <see cref="SourcePieces"/>, one each.</summary>
    public IReadOnlyList<int> SourceIds { get; init; } = [];

    /// <summary>
    /// What the model read before each segment: the tag of the target language, an id that is not among the
    /// <see cref="SourceIds"/>. Empty for a model of one direction.
    /// </summary>
    public IReadOnlyList<int> SourceTag { get; init; } = [];

    /// <summary>The length cap ended the best hypothesis of a segment: the end of its translation is missing.</summary>
    public required bool Truncated { get; init; }

    /// <summary>
    /// How many segments were translated by themselves and joined: 0 for a blank line, 1 for a sentence, more where a
    /// line was too long for the model or a text was split into sentences.
    /// </summary>
    public required int Segments { get; init; }

    /// <summary>How the search for each segment went; empty unless <see cref="Search.SearchOptions.TraceNodes"/>.</summary>
    public IReadOnlyList<SegmentTrace> Traces { get; init; } = [];
}
