using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData("Straße ÄÖÜ", "straße äöü")]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ", "οδος")]                    // at the end of a word
    [InlineData("ΣΟΦΙΑ ΣΣ", "σοφια σς")]            // not at the beginning
    [InlineData("Σ", "σ")]                          // nor alone
    [InlineData("ΟΔΟΣ. ΟΔΟΣ.Α", "οδος. οδοσ.α")]    // a full stop is ignored between letters
    [InlineData("ΑΣ\u0301 Α\u0301Σ", "ας\u0301 α\u0301ς")]
    [InlineData("İΑΣ", "i\u0307ας")]
    [InlineData("𐐀", "𐐨")]
    public void ToLower_SpecialCasings_AsPython(string text, string expected) => Assert.Equal(expected, PythonText.ToLower(text));

    [Fact]
    public void IsSpace_BasicPlane_AsPython()
    {
        char[] expected =
        [
            '\t', '\n', '\v', '\f', '\r', '\u001C', '\u001D', '\u001E', '\u001F', ' ', '\u0085', '\u00A0', '\u1680',
            '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200A',
            '\u2028', '\u2029', '\u202F', '\u205F', '\u3000',
        ];

        Assert.Equal(expected, Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(PythonText.IsSpace));
    }

    [Theory]
    [InlineData("\u3000 a b \t\u001C", "a b")]
    [InlineData(" \t", "")]
    [InlineData("", "")]
    public void Trim_WhiteSpaceAtBothEnds_Goes(string text, string expected) => Assert.Equal(expected, PythonText.Trim(text));
}
