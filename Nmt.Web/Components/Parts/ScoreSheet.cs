using System.Globalization;
using Nmt.Model;
using Nmt.Model.Search;

namespace Nmt.Web.Components.Parts;

/// <summary>How sure the model was of one piece of a translation.</summary>
/// <param name="Text">What the piece shows.</param>
/// <param name="LogProbability">In nats.</param>
/// <param name="Uncertainty">Of the distribution that it was chosen from.</param>
/// <param name="RunnersUp">The likeliest other pieces, the likeliest first.</param>
/// <param name="Attention">Over the source pieces of the sentence; empty where it was not kept.</param>
public sealed record PieceScore(
    string Text,
    double LogProbability,
    PieceUncertainty Uncertainty,
    IReadOnlyList<RankedPiece> RunnersUp,
    IReadOnlyList<float> Attention)
{
    public double Probability => Math.Exp(LogProbability);

    /// <summary>In bits: 0 for no doubt, 1 for two pieces that are equally likely.</summary>
    public double Entropy => Uncertainty.Entropy / Math.Log(2);
}

/// <summary>The scores of one sentence of a translation.</summary>
/// <param name="Sources">What each source piece shows.</param>
/// <param name="Pieces">The translation's, the end included.</param>
public sealed record ScoreSheet(IReadOnlyList<string> Sources, IReadOnlyList<PieceScore> Pieces)
{
    private const int RunnersUp = 5;

    /// <summary>One sheet for each sentence; empty where the doubts were not kept.</summary>
    public static IReadOnlyList<ScoreSheet> Sentences(Translation translation, TranslationHypothesis hypothesis)
    {
        Range[] rows = SentenceParts.Split(hypothesis.Pieces);
        Range[] columns = SentenceParts.Split(translation.SourcePieces);
        int count = hypothesis.Pieces.Count;
        return hypothesis.Uncertainty.Count == count && hypothesis.RunnersUp.Count == count && rows.Length == columns.Length
            ? [.. rows.Zip(columns, (row, column) => Of(translation, hypothesis, row, column))]
            : [];
    }

    /// <summary>The pieces that each word of the sentence is made of, in order.</summary>
    public IReadOnlyList<Range> SourceWords() => AttentionGrid.Words(Sources);

    /// <summary>A line for each piece.</summary>
    public string ToCsv() => Csv.Write(Pieces
        .Select(piece => (object?[])
        [
            PieceLabel.Of(piece.Text), piece.Probability, piece.Entropy, piece.Uncertainty.Margin,
            .. Enumerable.Range(0, RunnersUp).SelectMany(rank => rank < piece.RunnersUp.Count
                ? (object?[])[PieceLabel.Of(piece.RunnersUp[rank].Text), Math.Exp(piece.RunnersUp[rank].LogProbability)]
                : [null, null]),
        ])
        .Prepend(
        [
            "piece", "probability", "entropy_bits", "margin_nats",
            .. Enumerable.Range(1, RunnersUp).SelectMany(rank => (string[])[$"runner_up_{rank}", $"probability_{rank}"]),
        ]));

    private static ScoreSheet Of(Translation translation, TranslationHypothesis hypothesis, Range row, Range column)
    {
        (int start, int length) = row.GetOffsetAndLength(hypothesis.Pieces.Count);
        return new ScoreSheet(
            [.. translation.SourcePieces.Take(column)],
            [.. Enumerable.Range(start, length).Select(place => new PieceScore(
                hypothesis.Pieces[place],
                hypothesis.PieceLogProbabilities[place],
                hypothesis.Uncertainty[place],
                hypothesis.RunnersUp[place],
                hypothesis.Attention.Count > place ? hypothesis.Attention[place][column] : []))]);
    }

    /// <summary>In words, for a reader who points at a piece.</summary>
    public string Describe(int place) => string.Create(
        CultureInfo.InvariantCulture,
        $"“{PieceLabel.Of(Pieces[place].Text)}”: probability {Pieces[place].Probability:0.000}, entropy {Pieces[place].Entropy:0.00} bits");
}
