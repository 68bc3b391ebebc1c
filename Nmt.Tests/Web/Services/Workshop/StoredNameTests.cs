using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class StoredNameTests
{
    [Theory]
    [InlineData("en-de", "en-de")]
    [InlineData("Wörter & Sätze", "Worter-Satze")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("a/b\\c", "a-b-c")]
    [InlineData("...", "other")]
    [InlineData("翻訳", "other")]
    [InlineData("", "other")]
    public void From_AnyWish_IsAPlainName(string wish, string expected) => Assert.Equal(expected, StoredName.From(wish, "other"));

    [Fact]
    public void From_LongWish_IsCut() => Assert.Equal(64, StoredName.From(new string('a', 300), "other").Length);

    [Fact]
    public void Free_Taken_CountsOn() => Assert.Equal("run-3", StoredName.Free("run", name => name is "run" or "run-2"));

    [Theory]
    [InlineData("en", true)]
    [InlineData("pt-BR", true)]
    [InlineData("--output", false)]
    [InlineData("e", false)]
    [InlineData("en de", false)]
    [InlineData("en\n", false)]
    public void IsLanguage_OnlyCodes(string code, bool expected) => Assert.Equal(expected, StoredName.IsLanguage(code));

    [Theory]
    [InlineData("train.en", "train.en")]
    [InlineData("C:\\Users\\me\\train.en", "train.en")]
    [InlineData("../../train.en", "train.en")]
    [InlineData("a\u001b[2Jb", "a[2Jb")]
    [InlineData("", "file")]
    public void Shown_ClientName_HasNoFolderAndNoControl(string client, string expected) => Assert.Equal(expected, StoredName.Shown(client));
}
