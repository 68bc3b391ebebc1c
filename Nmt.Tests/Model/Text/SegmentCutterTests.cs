using Nmt.Model.Text;

namespace Nmt.Tests.Model.Text;

public sealed class SegmentCutterTests
{
    [Theory]
    [InlineData("Short.", "Short.")]
    [InlineData("One is here. Two, as well. Three.", "One is here.| |Two, as well.| |Three.")]
    [InlineData("One. Two. Three. Four. Five. Six", "One. Two. Three.| |Four. Five. Six")]
    [InlineData("no stop, a comma, and more words", "no stop, a comma,| |and more words")]
    [InlineData("only words and spaces in this one", "only words and| |spaces in this one")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqr|stuvwxyz")]
    [InlineData("十二三四五六七八九，一二三四五六七八九十一", "十二三四五六七八九，|一二三四五六七八九十一")]
    public void Cut_AtMostEighteenCharacters_AtTheBestPlace(string text, string expected)
    {
        var spans = SegmentCutter.Cut(text, part => part.Length <= 18);

        Assert.Equal(expected.Split('|'), spans.Select(span => span.Text));
        Assert.Equal(text, string.Concat(spans.Select(span => span.Text)));
        Assert.All(spans, span => Assert.Equal(span.Text == " ", span.IsGap));
    }

    [Fact]
    public void Cut_NotEvenOneCharacterFits_StillEndsAndLosesNothing()
    {
        var spans = SegmentCutter.Cut("👩‍👩‍👧 é", _ => false);
        Assert.Equal("👩‍👩‍👧 é", string.Concat(spans.Select(span => span.Text)));
    }
}
