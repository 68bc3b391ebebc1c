using Nmt.Model;

namespace Nmt.Tests.Model;

public sealed class NgramUtilityTests
{
    private static readonly string[] Texts =
        ["A dog runs through the snow.", "The dog is running in snow.", "", "A dog runs through the snow.", "Snow, snow and a dog"];

    public static TheoryData<NgramUtility> Utilities => [new SentenceBleu(), new SentenceChrf()];

    [Theory]
    [MemberData(nameof(Utilities))]
    public void Among_ManyTexts_EqualsEachPairAlone(NgramUtility utility)
    {
        double[,] all = utility.Among(Texts);

        for (int i = 0; i < Texts.Length; i++)
        {
            for (int j = 0; j < Texts.Length; j++)
            {
                Assert.Equal(utility.Among([Texts[i], Texts[j]])[0, 1], all[i, j], 1e-12);
            }
        }
    }

    /// <summary>Half a text has precision 1: BLEU takes exp(1 - 6/3) of it, chrF sees a recall of 3/6, 2/5 and 1/4.</summary>
    [Fact]
    public void Among_RowsAreHypotheses()
    {
        string[] texts = ["a b c d e f", "a b c"];
        double recall = ((3.0 / 6) + (2.0 / 5) + (1.0 / 4)) / 3;

        Assert.Equal(100 * Math.Exp(-1), new SentenceBleu().Among(texts)[1, 0], 1e-12);
        Assert.Equal(100 * 5 * recall / (4 + recall), new SentenceChrf().Among(texts)[1, 0], 1e-12);
    }
}
