using Nmt.Model;

namespace Nmt.Tests.Model;

public sealed class MinimumBayesRiskTests
{
    [Fact]
    public void Expected_ByHand()
    {
        var expected = new MinimumBayesRisk(new SameLetters()).Expected(["ab", "ax", "zz"], [2, 1, 1]);

        // "ab": 2/4 * 2 + 1/4 * 1 + 0; "ax": 2/4 * 1 + 1/4 * 2; "zz": 1/4 * 2.
        Assert.Equal([1.25, 1.0, 0.5], expected, (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Rank_TheLikeliestIsAnOutsider_TheMiddleWins()
    {
        TranslationHypothesis[] found = [Of("zzz", 0.4), Of("abc", 0.3), Of("abd", 0.2), Of("abe", 0.1)];

        var ranked = new MinimumBayesRisk(new SameLetters(), Keep: 3).Rank("", found, areDraws: false);

        Assert.Equal(["abc", "abd", "abe"], ranked.Select(hypothesis => hypothesis.Text).Order());
        Assert.Equal("abc", ranked[0].Text);
        Assert.Equal((0.3 * 3) + (0.2 * 2) + (0.1 * 2), ranked[0].Utility!.Value, 1e-12);
    }

    [Fact]
    public void Rank_Draws_CountByTheirNumberNotTheirProbability()
    {
        TranslationHypothesis[] found = [Of("zzz", 0.9), Of("abc", 0.01), Of("abc", 0.01), Of("abc", 0.01)];

        Assert.Equal("abc", new MinimumBayesRisk(new SameLetters()).Rank("", found, areDraws: true)[0].Text);
        Assert.Equal("zzz", new MinimumBayesRisk(new SameLetters()).Rank("", found, areDraws: false)[0].Text);
    }

    private static TranslationHypothesis Of(string text, double probability) => new()
    {
        Text = text,
        Score = Math.Log(probability),
        LogProbability = Math.Log(probability),
        Pieces = [],
        PieceLogProbabilities = [],
        Attention = [],
    };

    private sealed class SameLetters : ISentenceUtility
    {
        public string Name => "same letters";

        public double[,] Among(IReadOnlyList<string> texts)
        {
            var same = new double[texts.Count, texts.Count];
            for (var i = 0; i < texts.Count; i++)
            {
                for (var j = 0; j < texts.Count; j++)
                    same[i, j] = texts[i].Zip(texts[j]).Count(pair => pair.First == pair.Second);
            }

            return same;
        }
    }
}
