using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class ScoreSheetTests
{
    // Two pieces make the second word; it is looked for at the second source word, and a rival was likelier.
    private static readonly ScoreSheet Sheet = new(
        ["The", " ho", "use", "</s>"],
        [
            Piece("Das", 0.8, 0.5f, 1.5f, [0.9f, 0.05f, 0.05f, 0], "Ein", 0.178),
            Piece(" Ha", 0.25, 1.386f, -0.693f, [0.1f, 0.5f, 0.4f, 0], " Ge", 0.5),
            Piece("us", 0.99, 0.1f, 4f, [0, 0.1f, 0.9f, 0], "</s>", 0.005),
            Piece("</s>", 1, 0f, 9f, [0, 0, 0.05f, 0.95f], ".", 0.0001),
        ]);

    [Fact]
    public void Sentences_TwoOfThem_AreTwoSheets()
    {
        Translation one = Inspections.Of(Translations.Of("a b", "x y"));
        TranslationHypothesis joined = Double(one.Hypotheses[0]);
        Translation text = one with { SourcePieces = [.. one.SourcePieces, .. one.SourcePieces], Hypotheses = [joined] };
        IReadOnlyList<ScoreSheet> sheets = ScoreSheet.Sentences(text, joined);
        Assert.Equal(2, sheets.Count);
        Assert.Equal(["x", " y", "</s>"], sheets[1].Pieces.Select(piece => piece.Text));
        Assert.Equal(["a", " b", "</s>"], sheets[1].Sources);
        Assert.All(sheets[1].Pieces, piece => Assert.Equal(3, piece.Attention.Count));
        Assert.Equal(Math.Exp(-0.2), sheets[0].Pieces[0].Probability, 1e-6);
    }

    [Fact]
    public void Sentences_WithoutDoubts_AreNone()
    {
        Translation plain = Translations.Of("a", "x");
        Assert.Empty(ScoreSheet.Sentences(plain, plain.Hypotheses[0]));
    }

    [Fact]
    public void Entropy_IsInBits() => Assert.Equal(2, Sheet.Pieces[1].Entropy, 1e-3);

    [Fact]
    public void ToCsv_HasARowForEachPieceAndRoomForFiveOthers()
    {
        string[] lines = Sheet.ToCsv().Split("\r\n");
        Assert.StartsWith("piece,probability,entropy_bits,margin_nats,runner_up_1,probability_1,", lines[0], StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("Ha,0.25", lines[2], StringComparison.Ordinal);
        Assert.Matches(@",Ge,0\.(5|4999)", lines[2]);
        Assert.All(lines[..^1], line => Assert.Equal(13, line.Count(mark => mark == ',')));
    }

    [Fact]
    public void Reason_LikeliestPiece_NamesWordsShareAndMargin() => Assert.Equal(
        [
            "It looked mostly at “The” (90 %), then at “house” (10 %).",
            "The model gave it 80 %; the next best was “Ein” (17.8 %), 4.5 times less likely.",
            "Its entropy is 0.72 bits: as much doubt as between 1.6 equally likely pieces.",
        ],
        PieceReason.Of(Sheet, 0, 0, new()));

    [Fact]
    public void Reason_NotTheLikeliest_SaysWhatWasAndWhyItLost()
    {
        IReadOnlyList<string> reasons = PieceReason.Of(Sheet, 1, 0, new());
        Assert.Equal("It is a part of the word “Haus”, which is written in 2 pieces.", reasons[0]);
        Assert.Equal("It looked mostly at “house” (90 %), then at “The” (10 %).", reasons[1]);
        Assert.Equal("The model gave it 25 %; “Ge” (50 %) was 2 times likelier, but the sentence as a whole came out better this way.", reasons[2]);
    }

    [Fact]
    public void Reason_GivenByThePrefix_SaysSoUpToItsEnd()
    {
        var change = new SearchChange { Prefix = "Das Hau" };
        Assert.All(Enumerable.Range(0, 3), place => Assert.StartsWith("You asked for it: the translation had to begin with “Das Hau”", PieceReason.Of(Sheet, place, 0, change)[0], StringComparison.Ordinal));
        Assert.DoesNotContain(PieceReason.Of(Sheet, 1, 0, change), reason => reason.Contains("came out better", StringComparison.Ordinal));
        Assert.DoesNotContain("You asked", PieceReason.Of(Sheet, 3, 0, change)[0], StringComparison.Ordinal);
        Assert.DoesNotContain("You asked", PieceReason.Of(Sheet, 0, 1, change)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Reason_HeldAttention_NamesWhatWasHeld()
    {
        var change = new SearchChange { Attention = [new(2, 1), new(2, 0) { Segment = 1 }, new(2, 40)] };
        Assert.Equal("You held the attention on “ho” at this step.", PieceReason.Of(Sheet, 2, 0, change)[0]);
        Assert.Equal("You held the attention on “The” at this step.", PieceReason.Of(Sheet, 2, 1, change)[0]);
        Assert.DoesNotContain(PieceReason.Of(Sheet, 1, 0, change), reason => reason.Contains("held", StringComparison.Ordinal));
    }

    [Fact]
    public void Reason_WithoutAttentionOrOthers_SaysWhatIsKnown()
    {
        ScoreSheet bare = new(["a", "</s>"], [new PieceScore("x", Math.Log(0.5), new(0.693f, 1), [], [])]);
        Assert.Equal(
            ["The model gave it 50 %.", "Its entropy is 1.00 bits: as much doubt as between 2.0 equally likely pieces."],
            PieceReason.Of(bare, 0, 0, new()));
    }

    private static PieceScore Piece(string text, double probability, float entropy, float margin, float[] attention, string other, double next) =>
        new(text, Math.Log(probability), new(entropy, margin), [new RankedPiece(other, (float)Math.Log(next))], attention);

    private static TranslationHypothesis Double(TranslationHypothesis one) => one with
    {
        Pieces = [.. one.Pieces, .. one.Pieces],
        PieceLogProbabilities = [.. one.PieceLogProbabilities, .. one.PieceLogProbabilities],
        Uncertainty = [.. one.Uncertainty, .. one.Uncertainty],
        RunnersUp = [.. one.RunnersUp, .. one.RunnersUp],
        Attention =
        [
            .. one.Attention.Select(row => (float[])[.. row, .. new float[row.Length]]),
            .. one.Attention.Select(row => (float[])[.. new float[row.Length], .. row]),
        ],
    };
}
