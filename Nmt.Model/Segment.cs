using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>A stretch of text that the model translates in one go. Equal stretches of all lines are one segment.</summary>
internal sealed class Segment(IReadOnlyList<int> ids)
{
    /// <summary>Source pieces, without Eos.</summary>
    public IReadOnlyList<int> Ids => ids;

    /// <summary>The indices of the lines that it occurs in.</summary>
    public List<int> Lines { get; } = [];

    /// <summary>What the search found, best first, each text once; empty until it is done.</summary>
    public IReadOnlyList<TranslationHypothesis> Hypotheses { get; private set; } = [];

    public bool Truncated { get; private set; }

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
    }

    public void Finish(SearchResult result, SubwordTokenizer tokenizer)
    {
        Truncated = result.Best.Truncated;
        // Different pieces may spell the same text; the better-scored way to spell it stands for all.
        Hypotheses = [.. result.Hypotheses.Select(found => ToText(found, tokenizer)).DistinctBy(found => found.Text)];
    }

    /// <summary>The k-th best, or the last one where there are fewer.</summary>
    public TranslationHypothesis Hypothesis(int rank) => Hypotheses[Math.Min(rank, Hypotheses.Count - 1)];

    private static TranslationHypothesis ToText(Hypothesis found, SubwordTokenizer tokenizer) => new()
    {
        Text = tokenizer.Decode(found.Ids),
        Score = found.Score,
        LogProbability = found.LogProbability,
        Pieces = [.. tokenizer.Surface(found.Ids), SpecialTokens.Names[SpecialTokens.Eos]],
        PieceLogProbabilities = found.PieceLogProbabilities,
        Attention = found.Attention,
    };
}
