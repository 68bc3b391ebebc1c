using Nmt.Model;
using Nmt.Training.Evaluation;

namespace Nmt.Tests.Model;

public sealed class SentenceChrfTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 0)]
    [InlineData("abc", "abc", 100)]
    [InlineData("a b c", "abc", 100)]
    [InlineData("abc", "xyz", 0)]
    public void Of_Extremes_ByHand(string hypothesis, string reference, double expected) =>
        Assert.Equal(expected, new SentenceChrf().Among([hypothesis, reference])[0, 1], 1e-12);

    /// <summary>"ab" of "abc": one order has 2 of 2 and 2 of 3, the other 1 of 1 and 1 of 2; precision 1, recall 7/12.</summary>
    [Fact]
    public void Of_Shorter_ByHand() =>
        Assert.Equal(100 * 5 * (7.0 / 12) / (4 + (7.0 / 12)), new SentenceChrf().Among(["ab", "abc"])[0, 1], 1e-12);

    [Theory]
    [InlineData("A man is sleeping on a couch.", "A man sleeps on the green couch .")]
    [InlineData("Ein Hund läuft.", "Ein Hund rennt durch den Schnee, und 🙂 lacht.")]
    [InlineData("aaaaaaaa", "aaaa")]
    [InlineData("x", "a much longer sentence with an x")]
    [InlineData("東京都に住む", "東京に住んでいる")]
    public void Of_Sentences_EqualsTheEvaluations(string hypothesis, string reference)
    {
        var metric = new Chrf(new ChrfOptions());
        double[] statistics = new double[metric.Width];
        metric.Count(hypothesis, [reference], statistics);
        Assert.Equal(metric.Score(statistics), new SentenceChrf().Among([hypothesis, reference])[0, 1], 1e-9);
    }

    [Fact]
    public void Equals_AnyOther_SoThatRequestsShareABatch() => Assert.Equal(new SentenceChrf(), new SentenceChrf());
}
