using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class TargetWordsTests
{
    [Fact]
    public void Of_Sentence_WordsAndMarksStandWhereTheyAre()
    {
        IReadOnlyList<TargetWord> words = Of(Translations.Of("Where is it?", "Wo ist es?"));
        Assert.Equal(["Wo", "ist", "es", "?"], words.Select(word => word.Text));
        Assert.All(words, word => Assert.Equal(word.Text, "Wo ist es?".Substring(word.Place.Start, word.Place.Length)));
        Assert.Equal(["", "Wo ", "Wo ist ", "Wo ist es"], words.Select(word => word.Before));
    }

    [Fact]
    public void Of_WordOfSeveralPieces_IsAsSureAsItsWeakest()
    {
        TargetWord word = Assert.Single(Of(Spelled([" Bahn", "hof", "</s>"], [-0.1f, -1.2f, -0.1f])));
        Assert.Equal("Bahnhof", word.Text);
        Assert.Equal(Math.Exp(-1.2), word.Probability, 1e-6);
        Assert.Equal(Math.Exp(-1.5), word.RunnerUp!.Value, 1e-6);
        Assert.True(word.IsDoubtful);
        Assert.Equal("Unsure: the model gave this word 30 %, the runner-up 22 %.", word.Confidence);
    }

    [Fact]
    public void Of_CharacterOverTwoPieces_BelongsToItsWord()
    {
        IReadOnlyList<TargetWord> words = Of(Spelled([" gr", "ü", "", "n", " ja", "</s>"], [-0.1f, -0.2f, -2f, -0.1f, -0.3f, 0f]));
        Assert.Equal(["grün", "ja"], words.Select(word => word.Text));
        Assert.Equal(Math.Exp(-2), words[0].Probability, 1e-6);
        Assert.Equal(Math.Exp(-0.3), words[1].Probability, 1e-6);
    }

    [Fact]
    public void Of_TwoSentences_EachWordKnowsItsOwn()
    {
        IReadOnlyList<TargetWord> words = Of(Joined());
        Assert.Equal([(0, "", 0), (0, "Ja ", 3), (1, "", 8), (1, "So ", 11)], words.Where(word => word.Text != ".").Select(word => (word.Sentence, word.Before, word.Place.Start)));
    }

    [Fact]
    public void Of_Attention_LinksToThePlacesInTheReadersText()
    {
        // The reader's own text has spaces that the model never sees.
        Translation translation = Joined();
        IReadOnlyList<TargetWord> words = Of(translation);
        Assert.Equal(
            ["Yes", "now", "So", "it"],
            words.Where(word => word.Text != ".").Select(word => Assert.Single(word.Sources)).Select(place => translation.Source.Substring(place.Start, place.Length)));
    }

    [Fact]
    public void Of_NoAttention_LinksNothing() =>
        Assert.All(Of(Translations.WithoutAttention("a b", "x y")), word => Assert.Empty(word.Sources));

    [Fact]
    public void Of_TextThatItsPiecesDoNotSpell_HasNoWords()
    {
        Translation translation = Translations.Of("a", "x y");
        Assert.Empty(TargetWords.Of(translation, translation.Hypotheses[0] with { Text = "x  y" }));
    }

    [Theory]
    [InlineData(0.9, null, "Sure: the model gave this word 90 %.")]
    [InlineData(0.6, 0.2, "Fairly sure: the model gave this word 60 %, the runner-up 20 %.")]
    [InlineData(0.3, 0.5, "Unsure: the model gave this word 30 %; it liked another better here (50 %), but not with what follows.")]
    [InlineData(0.999, 0.0001, "Sure: the model gave this word more than 99 %, the runner-up less than 1 %.")]
    public void Confidence_IsSaidInWords(double probability, double? rival, string words) =>
        Assert.Equal(words, Word("Haus", probability, rival).Confidence);

    [Theory]
    [InlineData("Haus", 0.3, true)]
    [InlineData("Haus", 0.6, false)]
    [InlineData(",", 0.3, false)]
    public void IsDoubtful_WordsBelowAnEvenChance(string text, double probability, bool doubtful) =>
        Assert.Equal(doubtful, Word(text, probability, null).IsDoubtful);

    private static TargetWord Word(string text, double probability, double? rival) => new()
    {
        Place = new TextPlace(0, text.Length),
        Text = text,
        Sentence = 0,
        Before = "",
        Probability = probability,
        RunnerUp = rival,
    };

    private static IReadOnlyList<TargetWord> Of(Translation translation) => TargetWords.Of(translation, translation.Hypotheses[0]);

    private static Translation Spelled(string[] pieces, float[] logProbabilities)
    {
        Translation translation = Translations.WithoutAttention("a", string.Concat(pieces[..^1]).Trim());
        return translation with
        {
            Hypotheses =
            [
                translation.Hypotheses[0] with
                {
                    Pieces = pieces,
                    PieceLogProbabilities = logProbabilities,
                    Uncertainty = [.. pieces.Select(_ => new PieceUncertainty(1, 0.3f))],
                },
            ],
        };
    }

    /// <summary>Two sentences of two words each; every piece looks at the source piece of its own number.</summary>
    private static Translation Joined()
    {
        string[] sources = [" Yes", " now", ".", "</s>", " So", " it", ".", "</s>"];
        string[] targets = [" Ja", " nun", ".", "</s>", " So", " es", ".", "</s>"];
        Translation translation = Translations.Of("Yes   now.\n\n So it.", "Ja nun. So es.");
        return translation with
        {
            SourcePieces = sources,
            Segments = 2,
            Hypotheses =
            [
                translation.Hypotheses[0] with
                {
                    Pieces = targets,
                    PieceLogProbabilities = [.. targets.Select(_ => -0.1f)],
                    Attention = [.. targets.Select((_, row) => sources.Select((_, column) => row == column ? 1f : 0f).ToArray())],
                },
            ],
        };
    }
}
