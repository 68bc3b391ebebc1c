using Nmt.Model.Text;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class LongTextTests
{
    [Theory]
    [InlineData("", 5)]
    [InlineData("short", 5)]
    [InlineData("One two three four. Five six! Seven", 20)]
    [InlineData("One two three four. Five six! Seven", 7)]
    [InlineData("without_any_space_at_all", 5)]
    [InlineData("😀😀😀😀😀😀😀", 3)]
    [InlineData("。東京。東京都。東京", 4)]
    [InlineData("😀😀", 1)]
    public void Cut_Text_IsTheTextInPartsWithinTheLimit(string text, int most)
    {
        TextSpan[] spans = [.. LongText.Cut(text, most)];
        Assert.Equal(text, string.Concat(spans.Select(span => span.Text)));
        Assert.All(spans, span => Assert.InRange(span.Text.Length, 1, Math.Max(most, 2)));
        Assert.All(spans, span => Assert.Equal(span.Text == " ", span.IsGap));
        Assert.All(spans, span => Assert.False(char.IsLowSurrogate(span.Text[0])));
    }

    [Fact]
    public void Cut_SentenceEndsWithinReach_IsCutThere() =>
        Assert.Equal(
            ["One two three four.", " ", "Five six!", " ", "Seven eight nine"],
            LongText.Cut("One two three four. Five six! Seven eight nine", 20).Select(span => span.Text));

    [Fact]
    public void Cut_TextOfOneMillion_TakesNoMoreLooksThanItHasParts()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 200_000));
        Assert.InRange(LongText.Cut(text, 1_000).Count(span => !span.IsGap), 1_000, 1_010);
    }
}
