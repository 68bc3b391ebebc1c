using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

public sealed class BleuTests
{
    private static readonly string[] Text =
        ["The cat sits on the mat.", "We take the 7:30 train.", "It's 1,250.50 euros.", "\"No,\" she said.", "Ja."];

    private static readonly string[] Other =
        ["The cat sat on a mat.", "We took the 7:30 train home.", "It is 1,250.50 euros.", "\"No!\" said she.", "Yes."];

    public static TheoryData<string> Cases => [.. BleuCase.All.Keys];

    [Fact]
    public void Cases_AreThere() => Assert.True(BleuCase.All.Count >= 200, $"{BleuCase.All.Count} cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Corpus_GoldenCase_EqualsSacreBleu(string name)
    {
        var expected = BleuCase.All[name];

        var score = Bleu.Corpus(expected.Hypotheses, expected.References, expected.Options);

        Assert.Equal(expected.Counts, score.Counts);
        Assert.Equal(expected.Totals, score.Totals);
        Assert.Equal(expected.HypothesisLength, score.HypothesisLength);
        Assert.Equal(expected.ReferenceLength, score.ReferenceLength);
        Assert.Equal(expected.Precisions, score.Precisions);
        Assert.Equal(expected.BrevityPenalty, score.BrevityPenalty, 1e-14);
        Assert.Equal(expected.Score, score.Score, 1e-11);
        Assert.Equal(BleuCase.AsOurs(expected.Signature), score.Signature.ToString());
        Assert.Equal(BleuCase.AsOurs(expected.Text), score.Line.ToText(1));
        Assert.Equal(expected.Rounded, Enumerable.Range(0, expected.Rounded.Length).Select(width => score.Line.Rounded(width)));
    }

    [Theory]
    [InlineData("13a")]
    [InlineData("intl")]
    [InlineData("zh")]
    [InlineData("char")]
    [InlineData("none")]
    public void Corpus_TextAgainstItself_Is100(string tokenizer)
    {
        var score = Bleu.Corpus(Text, [Text], new BleuOptions { Tokenizer = BleuTokenizers.ByName(tokenizer) });

        Assert.Equal(100, score.Score, 1e-10);
        Assert.Equal(1, score.BrevityPenalty);
        Assert.Equal(1, score.Ratio);
    }

    [Fact]
    public void Corpus_LinesPermutedTogether_ScoreStays()
    {
        var permuted = Bleu.Corpus([.. Text.Reverse()], [[.. Other.Reverse()]]);

        Assert.Equal(Bleu.Corpus(Text, [Other]).Score, permuted.Score);
        Assert.NotEqual(permuted.Score, Bleu.Corpus([.. Text.Reverse()], [Other]).Score);
    }

    [Fact]
    public void Corpus_ReferencesInAnotherOrder_ScoreStays() =>
        Assert.Equal(Bleu.Corpus(Text, [Other, [.. Other.Reverse()]]).Score, Bleu.Corpus(Text, [[.. Other.Reverse()], Other]).Score);

    [Fact]
    public void Corpus_AnotherReference_NeverLowersTheMatches()
    {
        var one = Bleu.Corpus(Text, [Other]);
        var two = Bleu.Corpus(Text, [Other, [.. Other.Reverse()]]);

        Assert.All(one.Counts.Zip(two.Counts), pair => Assert.True(pair.First <= pair.Second));
        Assert.Equal(one.Totals, two.Totals);
    }

    [Fact]
    public void Sentence_SumOfStatistics_IsTheCorpus()
    {
        var sentences = Text.Zip(Other, (hypothesis, reference) => Bleu.Sentence(hypothesis, [reference])).ToList();
        var corpus = Bleu.Corpus(Text, [Other]);

        Assert.Equal(corpus.HypothesisLength, sentences.Sum(s => s.HypothesisLength));
        Assert.Equal(corpus.ReferenceLength, sentences.Sum(s => s.ReferenceLength));
        Assert.Equal(corpus.Counts, Enumerable.Range(0, 4).Select(n => sentences.Sum(s => s.Counts[n])));
    }

    [Fact]
    public void Corpus_NoHypotheses_Throws() => Assert.Throws<ArgumentException>(() => Bleu.Corpus([], [[]]));

    [Fact]
    public void Corpus_UnequalLengths_ThrowsWithBothCounts()
    {
        var error = Assert.Throws<ArgumentException>(() => Bleu.Corpus(["a", "b"], [["a", "b"], ["a", "b", "c"]]));

        Assert.Contains("2 hypotheses", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 lines", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Corpus_LineWithoutReference_ThrowsWithTheLine()
    {
        var error = Assert.Throws<ArgumentException>(() => Bleu.Corpus(["a", "b"], [["a", null]]));

        Assert.Contains("Line 2 ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void LooksTokenized_LinesWithSeparateStop_CountsTo100(int lines, bool expected) =>
        Assert.Equal(expected, Bleu.LooksTokenized([.. Enumerable.Repeat("so it is .", lines), "and so on."]));
}
