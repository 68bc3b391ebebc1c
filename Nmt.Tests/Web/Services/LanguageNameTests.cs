using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class LanguageNameTests
{
    [Theory]
    [InlineData("de", "German")]
    [InlineData("mul", "several languages")]
    [InlineData("no such code", "no such code")]
    public void Of_Code_IsItsName(string code, string name) => Assert.Equal(name, LanguageName.Of(code));

    [Fact]
    public void Of_Direction_NamesBoth() => Assert.Equal("German → English", LanguageName.Of(new TranslationDirection("de", "en")));
}
