using Nmt.Model;
using Nmt.Training.Evaluation;

namespace Nmt.Tests.Model;

public sealed class SentenceBleuTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a b", "", 0)]
    [InlineData("", "a b", 0)]
    [InlineData("a b", "a b", 100)]
    [InlineData("a b", "c d", 0)]
    public void Of_Extremes_ByHand(string hypothesis, string reference, double expected) =>
        Assert.Equal(expected, new SentenceBleu().Among([hypothesis, reference])[0, 1], 1e-12);

    /// <summary>"a b" for "a c d": one word of two, no pair of one, which half a pair stands for; penalty exp(1 - 3/2).</summary>
    [Fact]
    public void Of_Shorter_ByHand() =>
        Assert.Equal(100 * Math.Exp(-0.5) * Math.Sqrt(0.5 * 0.5), new SentenceBleu().Among(["a b", "a c d"])[0, 1], 1e-12);

    [Theory]
    [InlineData("A man is sleeping on a couch.", "A man sleeps on the green couch .")]
    [InlineData("Ein Hund läuft.", "Ein Hund rennt durch den Schnee, und 🙂 lacht.")]
    [InlineData("a a a a a a", "a a a")]
    [InlineData("x", "a much longer sentence with an x")]
    [InlineData("It costs 1,000.50 &amp; more -- \"well-known\"  ", "It costs 1,000.50 & more: 'well-known'")]
    [InlineData("the cat the cat on the mat", "the cat sat on the mat the cat")]
    public void Of_Sentences_EqualsTheEvaluations(string hypothesis, string reference) => Assert.Equal(
        Bleu.Sentence(hypothesis, [reference], BleuOptions.Default with { EffectiveOrder = true }).Score,
        new SentenceBleu().Among([hypothesis, reference])[0, 1],
        1e-9);

    [Fact]
    public void Equals_AnyOther_SoThatRequestsShareABatch() => Assert.Equal(new SentenceBleu(), new SentenceBleu());
}
