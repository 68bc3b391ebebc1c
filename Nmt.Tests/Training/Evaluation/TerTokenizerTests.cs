using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

public sealed class TerTokenizerTests
{
    public sealed record WordsCase(string Line, string[][] Words);

    private static readonly IReadOnlyList<WordsCase> Cases = GoldenScores.Read<WordsCase>("terwords.json");

    public static TheoryData<int> Options => [.. Enumerable.Range(0, 16)];

    [Theory]
    [MemberData(nameof(Options))]
    public void Words_GoldenLines_EqualSacreBleu(int number)
    {
        var tokenizer = new TerTokenizer(new TerOptions
        {
            Normalized = (number & 8) != 0,
            NoPunctuation = (number & 4) != 0,
            AsianSupport = (number & 2) != 0,
            CaseSensitive = (number & 1) != 0,
        });

        Assert.True(Cases.Count >= 350, $"{Cases.Count} lines");
        Assert.All(Cases, line => Assert.Equal(line.Words[number], tokenizer.Words(line.Line)));
    }
}
