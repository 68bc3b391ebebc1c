using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>A stretch of text that the model translates in one go. Equal stretches of all lines are one segment.</summary>
/// <param name="source">What the model reads of it.</param>
/// <param name="demands">What is asked of its translation.</param>
internal sealed class Segment(TaggedSource source, SentenceDemands demands)
{
    private Func<SearchTrace>? _traceSoFar;

    /// <summary>What is asked of its translation.</summary>
    public SentenceDemands Demands => demands;

    /// <summary>What the model reads of it.</summary>
    public TaggedSource Source => source;

    /// <summary>The indices of the lines that it occurs in.</summary>
    public List<int> Lines { get; } = [];

    /// <summary>What the search found, best first, each text once; empty until it is done.</summary>
    public IReadOnlyList<TranslationHypothesis> Hypotheses { get; private set; } = [];

    public bool Truncated { get; private set; }

    /// <summary>How the search went; null where that was not kept.</summary>
    public SegmentTrace? Trace { get; private set; }

    /// <summary>The translation so far; what <see cref="TranslationUpdate"/> shows.</summary>
    public string PartialText { get; private set; } = "";

    public double PartialScore { get; private set; }

    public int PartialPieces { get; private set; }

    public bool Done { get; private set; }

    public void Watch(SearchProgress progress, SubwordTokenizer tokenizer)
    {
        PartialText = tokenizer.Decode(progress.BestIds);
        PartialScore = progress.Score;
        PartialPieces = progress.BestIds.Count;
        Done = progress.Final;
        _traceSoFar = progress.Trace;
    }

    /// <summary>How the search has gone so far; without a node where it has not begun or is not traced.</summary>
    public SegmentTrace TraceSoFar(SubwordTokenizer tokenizer) => ToTrace(_traceSoFar?.Invoke() ?? new([], Complete: true), tokenizer);

    public void Finish(SearchResult result, SubwordTokenizer tokenizer, TranslationOptions options)
    {
        var areDraws = options.Search.Sampling is not null;
        var candidates = options.Ranking is null || areDraws ? result.Hypotheses : Candidates(result.Hypotheses);

        // Different pieces may spell the same text; the better-scored way to spell it stands for all.
        TranslationHypothesis[] all = [.. candidates.Select(found => ToText(found, tokenizer))];
        Hypotheses = options.Ranking is { } ranking
            ? ranking.Rank(tokenizer.Decode(source.Pieces), all, areDraws)
            : [.. all.DistinctBy(found => found.Text)];
        Truncated = candidates[Array.FindIndex(all, found => found.Text == Hypotheses[0].Text)].Truncated;
        if (result.Trace is { } trace)
            Trace = ToTrace(trace, tokenizer);
    }

    /// <summary>The k-th best, or the last one where there are fewer.</summary>
    public TranslationHypothesis Hypothesis(int rank) => Hypotheses[Math.Min(rank, Hypotheses.Count - 1)];

    /// <summary>What Eos shows.</summary>
    internal static string EndMark => SpecialTokens.Names[SpecialTokens.Eos];

    /// <summary>What a piece shows by itself.</summary>
    internal static string Show(int piece, SubwordTokenizer tokenizer) =>
        piece == SpecialTokens.Eos ? EndMark : tokenizer.Surface([piece])[0];

    // What the limit cut the beam puts last, however likely: it may be a loop. A ranking would not know.
    private static IReadOnlyList<Hypothesis> Candidates(IReadOnlyList<Hypothesis> found) =>
        found[0].Truncated ? found : [.. found.Where(hypothesis => !hypothesis.Truncated)];

    private SegmentTrace ToTrace(SearchTrace trace, SubwordTokenizer tokenizer) =>
        new([.. tokenizer.Surface(source.Pieces), EndMark], trace, [.. trace.Nodes.Select(node => Show(node.Piece, tokenizer))]);

    private TranslationHypothesis ToText(Hypothesis found, SubwordTokenizer tokenizer) => new()
    {
        Text = tokenizer.Decode(found.Ids),
        Score = found.Score,
        LogProbability = found.LogProbability,
        Pieces = [.. tokenizer.Surface(found.Ids), EndMark],
        Ids = [.. found.Ids, SpecialTokens.Eos],
        PieceLogProbabilities = found.PieceLogProbabilities,
        Attention = source.Shown(found.Attention),
        Uncertainty = found.Uncertainty,
        RunnersUp = [.. found.RunnersUp.Select(others => others
            .Select(other => new RankedPiece(Show(other.Piece, tokenizer), other.LogProbability)).ToArray())],
    };
}
