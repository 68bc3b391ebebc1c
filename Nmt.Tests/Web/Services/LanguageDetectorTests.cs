using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class LanguageDetectorTests
{
    private static readonly string[] All = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "cs", "ru", "uk", "ja", "zh"];

    private readonly LanguageDetector _detector = new();

    [Theory]
    [InlineData("en", "Where is the train station?")]
    [InlineData("en", "We bought bread and cheese.")]
    [InlineData("de", "Wo ist der Bahnhof?")]
    [InlineData("de", "Meine Schwester isst kein Fleisch.")]
    [InlineData("fr", "Ma sœur ne mange pas de viande.")]
    [InlineData("es", "¿Dónde está la estación?")]
    [InlineData("it", "Mia sorella non mangia carne, grazie.")]
    [InlineData("pt", "A minha irmã não come carne.")]
    [InlineData("nl", "Mijn zus eet geen vlees, dat is goed.")]
    [InlineData("sv", "Jag vet inte vad det är.")]
    [InlineData("da", "Jeg ved ikke hvad det er.")]
    [InlineData("pl", "Gdzie jest dworzec? Dziękuję.")]
    [InlineData("cs", "Kde je nádraží? Děkuji.")]
    [InlineData("ru", "Где находится вокзал? Это мой дом.")]
    [InlineData("uk", "Де вокзал? Це мій дім, і він великий.")]
    [InlineData("ja", "駅はどこですか")]
    [InlineData("zh", "火车站在哪里")]
    public void Detect_Sentence_FindsTheLanguage(string language, string text) =>
        Assert.Equal(language, _detector.Detect(text, All)[0].Language);

    [Fact]
    public void Detect_OnlyInstalledLanguages_AreAnswered() =>
        Assert.Equal(["de", "en"], _detector.Detect("Où est la gare ?", ["en", "de"]).Select(each => each.Language).Order());

    [Theory]
    [InlineData("")]
    [InlineData("123 🙂")]
    public void Detect_NoEvidence_HasNoConfidence(string text) =>
        Assert.All(_detector.Detect(text, ["en", "de"]), each => Assert.Equal(0, each.Confidence));

    [Fact]
    public void Detect_MoreText_IsSurer()
    {
        int little = _detector.Detect("ist", ["en", "de"])[0].Confidence;
        int much = _detector.Detect("Das ist nicht mein Haus, es ist unser Haus.", ["en", "de"])[0].Confidence;
        Assert.InRange(little, 1, much - 1);
        Assert.InRange(much, 80, 100);
    }

    [Fact]
    public void Detect_BestFirst_SumsToAtMost100()
    {
        IReadOnlyList<DetectedLanguage> found = _detector.Detect("Das Haus is in the garden", All);
        Assert.Equal(found.OrderByDescending(each => each.Confidence), found);
        Assert.InRange(found.Sum(each => each.Confidence), 1, 102);
    }
}
