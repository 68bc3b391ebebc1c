using System.Text;
using Nmt.Model.Text;

namespace Nmt.Tests.Model.Text;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a b", "a b")]
    [InlineData(" a  b ", "a b")]
    [InlineData(" \t\r\n", "")]
    [InlineData("a\u00A0\u2003\u3000b\u2028c\u0085d", "a b c d")]
    [InlineData("a\0\u0007b\u007F\u009Fc", "abc")]
    [InlineData("\uFEFFa\uFEFFb", "ab")]
    [InlineData("Donau\u00ADdampf", "Donaudampf")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("e\u0001\u0301", "\u00E9")]
    [InlineData("e\u00AD\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("ﬁ ½ Ａ", "ﬁ ½ Ａ")]
    [InlineData("می\u200Cخواهم 👩\u200D👧 \u200Fא\u200B", "می\u200Cخواهم 👩\u200D👧 \u200Fא\u200B")]
    public void Normalize_KnownText_GivesKnownForm(string text, string expected) =>
        Assert.Equal(expected, Normalizer.Normalize(text));

    // Not in the table above: xunit cannot carry ill-formed UTF-16 as data.
    [Fact]
    public void Normalize_LoneSurrogatesAndNoncharacters_BecomeReplacementCharacters()
    {
        Assert.Equal("a\uFFFDb", Normalizer.Normalize("a\uD83Db"));
        Assert.Equal("\uFFFDb", Normalizer.Normalize("\uDE00b"));
        Assert.Equal("\uFFFD\uFFFD", Normalizer.Normalize("\uDE00\uD83D"));
        Assert.Equal("\uFFFD\uFFFD\uFFFD\uFFFD", Normalizer.Normalize("\uFFFE\uFFFF\uFDD0\U0010FFFF"));
        Assert.Equal("😀", Normalizer.Normalize("😀"));
    }

    [Fact]
    public void Normalize_AnyText_IsIdempotent() => AnyText.ForAll(text =>
    {
        string once = Normalizer.Normalize(text);
        Assert.Equal(once, Normalizer.Normalize(once));
    });

    [Fact]
    public void Normalize_AnyText_IsComposedCleanAndOnOneLine() => AnyText.ForAll(text =>
    {
        string normalized = Normalizer.Normalize(text);
        Assert.True(normalized.IsNormalized(NormalizationForm.FormC));
        Assert.DoesNotContain(normalized, char.IsControl);
        Assert.All(normalized.Where(char.IsWhiteSpace), space => Assert.Equal(' ', space));
        Assert.DoesNotContain("  ", normalized, StringComparison.Ordinal);
        Assert.Equal(normalized, normalized.Trim(' '));
    });

    [Fact]
    public void Normalize_PlainText_IsTheSameObject()
    {
        const string Text = "Nothing to do here.";
        Assert.Same(Text, Normalizer.Normalize(Text));
    }
}
