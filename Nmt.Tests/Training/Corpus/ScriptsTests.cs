using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class ScriptsTests
{
    [Theory]
    [InlineData("a dog barks", nameof(Script.Latin))]
    [InlineData("Žluťoučký kůň, Ạấ", nameof(Script.Latin))]
    [InlineData("собака лает", nameof(Script.Cyrillic))]
    [InlineData("ο σκύλος γαβγίζει", nameof(Script.Greek))]
    [InlineData("הכלב נובח", nameof(Script.Hebrew))]
    [InlineData("الكلب ينبح", nameof(Script.Arabic))]
    [InlineData("कुत्ता भौंकता है", nameof(Script.Devanagari))]
    [InlineData("สุนัขเห่า", nameof(Script.Thai))]
    [InlineData("개가 짖는다", nameof(Script.Hangul))]
    [InlineData("狗在叫", nameof(Script.Han))]
    [InlineData("犬が吠える", nameof(Script.Kana))]
    [InlineData("ძაღლი ყეფს", nameof(Script.Georgian))]
    [InlineData("𠮷野家鱼", nameof(Script.Han))]
    [InlineData("CD-ROM собака лает в саду", nameof(Script.Cyrillic))]
    [InlineData("12:30, 45 %", nameof(Script.None))]
    [InlineData("Tom", nameof(Script.None))]
    [InlineData("", nameof(Script.None))]
    [InlineData("собака a dog ab", nameof(Script.None))]
    public void Of_Text_IsTheScriptOfMostLetters(string text, string expected) => Assert.Equal(expected, Scripts.Of(text).ToString());

    [Theory]
    [InlineData("en", nameof(Script.Latin))]
    [InlineData("pt_BR", nameof(Script.Latin))]
    [InlineData("RU", nameof(Script.Cyrillic))]
    [InlineData("ja", $"{nameof(Script.Han)} {nameof(Script.Kana)}")]
    [InlineData("zh-Hant", nameof(Script.Han))]
    [InlineData("sr-Latn", nameof(Script.Latin))]
    [InlineData("sr", "")]
    [InlineData("xx", "")]
    public void OfLanguage_Code_GivesItsScripts(string code, string expected) =>
        Assert.Equal(expected, string.Join(' ', Scripts.OfLanguage(code).Order()));
}
