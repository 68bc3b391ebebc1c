using System.Text.RegularExpressions;
using Nmt.Model.Text;

namespace Nmt.Tests.Model.Text;

public sealed class WordPatternTests
{
    [Theory]
    [InlineData(" A dog.", " A| dog|.")]
    [InlineData(" don't", " don't")]
    [InlineData(" l’homme 'quoted'", " l’homme| '|quoted|'")]
    [InlineData(" 1998, 3rd", " 1|9|9|8|,| 3|rd")]
    [InlineData(" re\u0301sume\u0301", " re\u0301sume\u0301")]
    [InlineData(" می\u200Cخواهم", " می\u200Cخواهم")]
    [InlineData(" ❤\uFE0F👩\u200D👧!", " ❤\uFE0F👩\u200D👧!")]
    [InlineData(" <s> </s> <pad>", " <|s|>| </|s|>| <|pad|>")]
    public void Regex_Text_IsCutIntoWords(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', WordPattern.Regex.Matches(text).Select(match => match.Value)));

    [Fact]
    public void Regex_AnyText_LosesNothing() => AnyText.ForAll(text =>
    {
        string spaced = " " + text;
        Assert.Equal(spaced, string.Concat(WordPattern.Regex.Matches(spaced).Select(match => match.Value)));
    });

    [Fact]
    public void Regex_AnyText_NeverCutsASurrogatePair() => AnyText.ForAll(text =>
        Assert.DoesNotContain(
            WordPattern.Regex.Matches(" " + Normalizer.Normalize(text)).Select(match => match.Value),
            word => char.IsHighSurrogate(word[^1]) || char.IsLowSurrogate(word[0])));

    [Fact]
    public void Regex_AnyText_NeverMatchesASpecialToken() => AnyText.ForAll(text =>
        Assert.DoesNotContain(WordPattern.Regex.Matches(" " + text), (Match match) => SpecialTokens.Names.Contains(match.Value)));
}
