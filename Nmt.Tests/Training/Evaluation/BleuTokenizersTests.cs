using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

public sealed class BleuTokenizersTests
{
    public sealed record TokenCase(string Line, Dictionary<string, string[]> Tokens);

    private static readonly IReadOnlyList<TokenCase> Cases = BleuCase.Read<TokenCase>("tokens.json");

    public static TheoryData<string> Names => [.. BleuTokenizers.All.Select(tokenizer => tokenizer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Separate_GoldenLines_EqualSacreBleu(string name)
    {
        var tokenizer = BleuTokenizers.ByName(name);

        Assert.True(Cases.Count >= 450, $"{Cases.Count} lines");
        Assert.All(Cases, line => Assert.Equal(line.Tokens[name], Tokens(tokenizer.Separate(PythonText.TrimEnd(line.Line)))));
    }

    [Fact]
    public void ByName_Unknown_NamesTheAllowedOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => BleuTokenizers.ByName("14a"));

        Assert.Contains("'14a'", error.Message, StringComparison.Ordinal);
        Assert.All(BleuTokenizers.All, tokenizer => Assert.Contains(tokenizer.Name, error.Message, StringComparison.Ordinal));
    }

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var token = "";
        foreach (var c in text + " ")
        {
            if (!PythonText.IsSpace(c))
            {
                token += c;
            }
            else if (token.Length > 0)
            {
                tokens.Add(token);
                token = "";
            }
        }

        return tokens;
    }
}
