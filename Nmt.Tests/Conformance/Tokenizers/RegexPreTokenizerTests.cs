using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Nmt.Tests.Conformance.Tokenizers;

/// <summary>What Nmt relies on in Microsoft.ML.Tokenizers; holds for the package and for the stand-in alike.</summary>
public sealed class RegexPreTokenizerTests
{
    [Theory]
    [InlineData(@"\w+|\W", "ab, c", "0+2 2+1 3+1 4+1")]
    [InlineData(@"\w+", " ab, c!", "1+2 5+1")] // what lies between the matches is lost
    [InlineData("^.", "abc", "0+1 1+1 2+1")] // each match begins a text of its own
    [InlineData("x", "abc", "")]
    [InlineData("x", "", "")]
    public void PreTokenize_Text_GivesTheMatches(string pattern, string text, string expected) =>
        Assert.Equal(expected, Spans(new RegexPreTokenizer(new Regex(pattern), null), text));

    [Fact]
    public void PreTokenize_SpecialTokens_AreWordsOfTheirOwn()
    {
        var tokenizer = new RegexPreTokenizer(new Regex(".{1,3}"), new Dictionary<string, int> { ["<s>"] = 1 });
        Assert.Equal("0+2 2+3 5+3 8+1 9+3", Spans(tokenizer, "ab<s>cdef<s>"));
    }

    [Fact]
    public void Constructor_WithoutPattern_Throws() => Assert.Throws<ArgumentNullException>(() => new RegexPreTokenizer(null!, null));

    private static string Spans(PreTokenizer tokenizer, string text) =>
        string.Join(' ', tokenizer.PreTokenize(text).Select(word => $"{word.Offset}+{word.Length}"));
}
