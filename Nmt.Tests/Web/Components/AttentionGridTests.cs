using Nmt.Model;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class AttentionGridTests
{
    private static readonly AttentionGrid Pieces = new()
    {
        Sources = ["The", " ho", "use", ".", "</s>"],
        Targets = ["Das", " Ha", "us", ".", "</s>"],
        Weights =
        [
            [0.7f, 0.1f, 0.1f, 0.05f, 0.05f],
            [0.1f, 0.5f, 0.3f, 0.05f, 0.05f],
            [0.1f, 0.2f, 0.6f, 0.05f, 0.05f],
            [0f, 0f, 0f, 0.9f, 0.1f],
            [0f, 0f, 0f, 0.2f, 0.8f],
        ],
    };

    [Fact]
    public void ToWords_Pieces_AreJoinedAndPunctuationStandsAlone()
    {
        AttentionGrid words = Pieces.ToWords();
        Assert.Equal(["The", " house", ".", "</s>"], words.Sources);
        Assert.Equal(["Das", " Haus", ".", "</s>"], words.Targets);
    }

    [Fact]
    public void ToWords_Weights_AddOverSourcesAndAverageOverTargets()
    {
        AttentionGrid words = Pieces.ToWords();
        Assert.Equal([0.1f, 0.8f, 0.05f, 0.05f], words.Weights[1].Select(weight => MathF.Round(weight, 4)));
        Assert.All(words.Weights, row => Assert.Equal(1, row.Sum(), 5));
    }

    [Fact]
    public void ToWords_PiecesWithoutSurface_BelongToThePieceBefore()
    {
        AttentionGrid words = (Pieces with { Sources = ["日", "", "本", "</s>", "</s>"] }).ToWords();
        Assert.Equal(["日本", "</s>", "</s>"], words.Sources);
    }

    [Fact]
    public void Strongest_IsTheLargestOfTheRow() =>
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(Pieces.Strongest));

    [Fact]
    public void Sentences_TwoSegments_AreTwoGrids()
    {
        Translation translation = Joined([[1f, 0f, 0f, 0f], [0.5f, 0.5f, 0f, 0f], [0f, 0f, 0.3f, 0.7f], [0f, 0f, 0f, 1f]]);
        IReadOnlyList<AttentionGrid> grids = AttentionGrid.Sentences(translation, translation.Hypotheses[0]);
        Assert.Equal(2, grids.Count);
        Assert.Equal(["Go", "</s>"], grids[1].Sources);
        Assert.Equal(["Geh", "</s>"], grids[1].Targets);
        Assert.Equal([0.3f, 0.7f], grids[1].Weights[0]);
    }

    [Fact]
    public void Sentences_WithoutAttention_AreNone()
    {
        Translation translation = Joined([]);
        Assert.Empty(AttentionGrid.Sentences(translation, translation.Hypotheses[0]));
    }

    private static Translation Joined(float[][] attention)
    {
        var hypothesis = new TranslationHypothesis
        {
            Text = "Ja. Geh",
            Score = -1,
            LogProbability = -2,
            Pieces = ["Ja", "</s>", "Geh", "</s>"],
            PieceLogProbabilities = [0, 0, 0, 0],
            Attention = attention,
        };
        return new Translation
        {
            Source = "Yes. Go",
            Text = hypothesis.Text,
            Score = -1,
            Hypotheses = [hypothesis],
            SourcePieces = ["Yes", "</s>", "Go", "</s>"],
            Truncated = false,
            Segments = 2,
        };
    }
}
