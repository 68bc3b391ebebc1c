using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

/// <summary>What holds for every metric or for chrF and TER by definition, on seeded noise.</summary>
public sealed class MetricPropertyTests
{
    private static readonly string[] Text = Noise(1, 30);
    private static readonly string[] Other = Noise(2, 30);

    public static TheoryData<string> Metrics => ["bleu", "chrf", "chrf++", "ter"];

    [Theory]
    [InlineData("bleu", 100)]
    [InlineData("chrf", 100)]
    [InlineData("chrf++", 100)]
    [InlineData("ter", 0)]
    public void Score_TextAgainstItself_IsPerfect(string metric, double expected) =>
        Assert.Equal(expected, Score(metric, Text, Text), 1e-9);

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Score_LinesPermutedTogether_Stays(string metric)
    {
        var score = Score(metric, Text, Other);

        Assert.Equal(score, Score(metric, [.. Text.Reverse()], [.. Other.Reverse()]), 1e-9);
        Assert.NotEqual(score, Score(metric, [.. Text.Reverse()], Other), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Score_ReferencesInAnotherOrder_Stays(string metric)
    {
        string[] third = Noise(3, 30);

        Assert.Equal(Score(metric, Text, Other, third), Score(metric, Text, third, Other), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Score_ReferenceTwice_CountsOnce(string metric) =>
        Assert.Equal(Score(metric, Text, Other), Score(metric, Text, Other, Other), 1e-9);

    [Fact]
    public void Chrf_BetaOfOne_IsSymmetric()
    {
        var options = new ChrfOptions { Beta = 1, WordOrder = 2 };

        Assert.Equal(Score(new Chrf(options), Text, Other), Score(new Chrf(options), Other, Text), 1e-9);
        Assert.NotEqual(Score("chrf++", Text, Other), Score("chrf++", Other, Text), 1e-9);
    }

    [Fact]
    public void Chrf_SameObjectTwice_RemembersNothing()
    {
        var chrf = new Chrf(new ChrfOptions { WordOrder = 2 });
        var first = Score(chrf, Text, Other);
        Score(chrf, Other, Other);

        Assert.Equal(first, Score(chrf, Text, Other));
    }

    [Theory]
    [InlineData(-1, 0, 2)]
    [InlineData(6, -1, 2)]
    [InlineData(6, 0, -1)]
    [InlineData(0, 0, 2)]
    public void Chrf_ImpossibleOptions_Throws(int characters, int words, int beta) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chrf(new ChrfOptions { CharOrder = characters, WordOrder = words, Beta = beta }));

    [Theory]
    [InlineData("a b c d", "a b c d", 0)]
    [InlineData("a b x d", "a b c d", 1)]        // replaced
    [InlineData("a b d", "a b c d", 1)]          // missing
    [InlineData("a b c x d", "a b c d", 1)]      // too many
    [InlineData("c d a b", "a b c d", 1)]        // moved as one
    [InlineData("d c b a", "a b c d", 3)]        // each move helps
    [InlineData("", "a b c d", 4)]
    public void Ter_FewWords_CountsEdits(string hypothesis, string reference, double edits)
    {
        var statistics = CorpusStatistics.Of(new Ter(new TerOptions()), [hypothesis], [[reference]]).Sum();

        Assert.Equal([edits, 4], statistics);
    }

    [Fact]
    public void Ter_MovedWords_NeverCostMoreThanLevenshtein()
    {
        foreach (var (hypothesis, reference) in Text.Zip(Other))
        {
            var edits = CorpusStatistics.Of(new Ter(new TerOptions()), [hypothesis], [[reference]]).Sum()[0];
            Assert.True(edits <= Levenshtein(hypothesis.Split(' '), reference.Split(' ')), $"{hypothesis} | {reference}");
        }
    }

    private static double Score(string metric, string[] hypotheses, params string[][] references) => Score(
        metric switch
        {
            "bleu" => new Bleu(BleuOptions.Default),
            "chrf" => new Chrf(new ChrfOptions()),
            "chrf++" => new Chrf(new ChrfOptions { WordOrder = 2 }),
            _ => new Ter(new TerOptions()),
        },
        hypotheses,
        references);

    private static double Score(IMetric metric, string[] hypotheses, params string[][] references) =>
        CorpusStatistics.Of(metric, hypotheses, references).Score().Score;

    private static string[] Noise(int seed, int lines)
    {
        string[] words = ["a", "b", "cat", "dog,", "house", "(tree)", "Köln", "5.", "我", "the"];
        var random = new Random(seed);
        return [.. Enumerable.Range(0, lines).Select(_ => string.Join(' ', random.GetItems(words, random.Next(4, 12))))];
    }

    private static int Levenshtein(string[] left, string[] right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
