using Nmt.Model;
using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

/// <summary>What an analysis looks for in single lines.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("the the cat", "the cat", "the")]
    [InlineData("a man in a man in a shirt", "a man in a shirt", "a man in")]
    [InlineData("with a red hat and with a red hat", "with a red hat", "with a red hat")]
    [InlineData("that that is", "that that is", null)]          // a reference repeats it too
    [InlineData("The the cat", "a cat", "the")]                  // case does not hide it
    [InlineData("a b c a b", "x", null)]                         // three words twice may well be right
    [InlineData("", "x", null)]
    public void Repetition_Find_LongestRunThatNoReferenceRepeats(string hypothesis, string reference, string? expected) =>
        Assert.Equal(expected, Repetition.Find(hypothesis, [reference]));

    [Theory]
    [InlineData("the red cat sleeps", "die red cat sleeps", "die rote Katze schläft", "red cat sleeps")]
    [InlineData("Hello world", "hello World", "Hallo Welt", "hello world")]
    [InlineData("Hello world", "Hallo world", "Hallo Welt", null)]                        // two words are too few
    [InlineData("in New York City", "in New York City", "in New York City", null)]       // a reference has it
    [InlineData("5 6 7 8", "5 6 7 8", "5 6 7 9", null)]                                 // no letter
    [InlineData("", "", "x", null)]
    public void UntranslatedCopy_Find_LongestRunOfTheSource(string source, string hypothesis, string reference, string? expected) =>
        Assert.Equal(expected, UntranslatedCopy.Find(source, hypothesis, [reference]));

    [Fact]
    public void AttentionCoverage_Of_MeanOfSumsUpToOne()
    {
        // Columns sum to 1.2 (counted as 1), 0.3 and, for the end mark, 0.5.
        Assert.Equal(0.65, AttentionCoverage.Of(Translated([[0.7f, 0.1f, 0.2f], [0.5f, 0.2f, 0.3f]]))!.Value, 1e-6);
        Assert.Null(AttentionCoverage.Of(Translated([])));
    }

    private static Translation Translated(float[][] attention) => new()
    {
        Source = "ab",
        Text = "x",
        Score = -1,
        Hypotheses =
        [
            new TranslationHypothesis
            {
                Text = "x", Score = -1, LogProbability = -2, Pieces = ["x", "</s>"], PieceLogProbabilities = [-1, -1], Attention = attention,
            },
        ],
        SourcePieces = ["a", "b", "</s>"],
        Truncated = false,
        Segments = 1,
    };
}
