using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class MemorySentenceTests
{
    [Fact]
    public void All_OneSentence_HasIdsLabelsAndWords()
    {
        Translation translation = Split();
        MemorySentence sentence = Assert.Single(MemorySentence.All(translation, translation.Hypotheses[0]));
        Assert.Equal([7, 8, 9], sentence.Question.Source);
        Assert.Equal([5, 6], sentence.Question.Target);
        Assert.Equal(["the", "ho", "use", "(end)"], sentence.Labels(MemorySide.SourceForward));
        Assert.Equal(["(start)", "Ha", "us"], sentence.Labels(MemorySide.Target));
        Assert.Equal([0..1, 1..3, 3..4], sentence.Words(MemorySide.SourceBackward));
        Assert.Equal([0..1, 1..3], sentence.Words(MemorySide.Target));
    }

    [Fact]
    public void All_SeveralSentences_EachByItself()
    {
        Translation one = Split();
        Translation two = one with
        {
            SourceIds = [.. one.SourceIds, 4, 2],
            SourcePieces = [.. one.SourcePieces, " x", "</s>"],
            Hypotheses = [one.Hypotheses[0] with { Ids = [5, 6, 2, 3, 2], Pieces = [" Ha", "us", "</s>", " y", "</s>"] }],
        };
        IReadOnlyList<MemorySentence> sentences = MemorySentence.All(two, two.Hypotheses[0]);
        Assert.Equal(2, sentences.Count);
        Assert.Equal([4], sentences[1].Question.Source);
        Assert.Equal(["(start)", "y"], sentences[1].Labels(MemorySide.Target));
    }

    [Fact]
    public void All_WithoutIds_IsEmpty()
    {
        Translation translation = Split();
        Assert.Empty(MemorySentence.All(translation, translation.Hypotheses[0] with { Ids = [] }));
    }

    [Fact]
    public void ToWords_Forwards_MeanOfPiecesAtTheLastPieceOfTheLaterWord()
    {
        // Pieces a | b1 b2; what is left of each at each.
        float[][] pieces = [[1, .8f, .6f], [float.NaN, 1, .5f], [float.NaN, float.NaN, 1]];
        float[][] words = MemoryTimeline.ToWords(pieces, [0..1, 1..3], backwards: false);
        Assert.Equal([1, .6f], words[0]);
        Assert.Equal([float.NaN, .75f], words[1]);
    }

    [Fact]
    public void ToWords_Backwards_IsInReadingOrder()
    {
        // The sentence a | b1 b2 is read b2, b1, a.
        float[][] pieces = [[1, .9f, .4f], [float.NaN, 1, .2f], [float.NaN, float.NaN, 1]];
        float[][] words = MemoryTimeline.ToWords(pieces, [0..1, 1..3], backwards: true);
        Assert.Equal([.95f, .3f], words[0].Select(share => MathF.Round(share, 4)));
        Assert.Equal([float.NaN, 1], words[1]);
    }

    [Fact]
    public void Picture_Backwards_NamesWordsInReadingOrder()
    {
        Translation translation = Split();
        MemorySentence sentence = MemorySentence.All(translation, translation.Hypotheses[0])[0];
        float[][] shares = [.. Enumerable.Range(0, 4).Select(from => Enumerable.Range(0, 4).Select(at => at < from ? float.NaN : 1f).ToArray())];
        HeatPicture picture = MemoryTimeline.Picture("t", shares, sentence, MemorySide.SourceBackward);
        Assert.Equal(["(end)", "house", "the"], picture.Rows);
        Assert.Equal(picture.Rows, picture.Columns);
    }

    private static Translation Split()
    {
        Translation made = Translations.Of("the house", "Haus");
        return made with
        {
            SourceIds = [7, 8, 9, 2],
            SourcePieces = [" the", " ho", "use", "</s>"],
            Hypotheses = [made.Hypotheses[0] with { Ids = [5, 6, 2], Pieces = [" Ha", "us", "</s>"] }],
        };
    }
}
