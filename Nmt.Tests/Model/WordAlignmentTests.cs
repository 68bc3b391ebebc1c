using Nmt.Model;

namespace Nmt.Tests.Model;

public sealed class WordAlignmentTests
{
    [Fact]
    public void Of_WordsOfSeveralPieces_SourceAddedUpTargetAveraged()
    {
        // Source "ab c": the two pieces of "ab" together outweigh "c". Target "xy z".
        var links = Align([" a", "b", " c", "</s>"], [" x", "y", " z", "</s>"], [0.3f, 0.3f, 0.4f, 0], [0.1f, 0.2f, 0.6f, 0.1f], [0, 0.1f, 0.2f, 0.7f], [0, 0, 0, 1]);

        Assert.Equal("1-0 1-1", WordAlignment.ToPharaoh(links)); // x y: (0.9 of ab, 1.0 of c) / 2
    }

    [Fact]
    public void Of_OneOfTwoPiecesSure_TheMeanDecides() => Assert.Equal("0-0", WordAlignment.ToPharaoh(
        Align([" a", " b", "</s>"], [" x", "y", "</s>"], [0.9f, 0.1f, 0], [0.3f, 0.7f, 0], [0, 0, 1])));

    [Fact]
    public void Of_SecondSegment_GoesOnCounting() => Assert.Equal("0-0 1-1", WordAlignment.ToPharaoh(
        Align(["a", "</s>", "b", "</s>"], ["x", "</s>", "y", "</s>"], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0.4f, 0.6f], [0, 0, 0, 1])));

    [Fact]
    public void Of_NoAttention_NoLinks() => Assert.Empty(Align([" a", "</s>"], [" x", "</s>"]));

    private static IReadOnlyList<(int Source, int Target)> Align(string[] source, string[] target, params float[][] attention)
    {
        var hypothesis = new TranslationHypothesis
        {
            Text = "",
            Score = 0,
            LogProbability = 0,
            Pieces = target,
            PieceLogProbabilities = [],
            Attention = attention,
        };
        return WordAlignment.Of(new() { Source = "", Text = "", Score = 0, Hypotheses = [hypothesis], SourcePieces = source, Truncated = false, Segments = 1 }, hypothesis);
    }
}
