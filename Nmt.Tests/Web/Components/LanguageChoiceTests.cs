using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class LanguageChoiceTests
{
    private static readonly InstalledModel[] Models =
    [
        FakeCatalog.Ready("de", "en"),
        FakeCatalog.Ready("en", "de"),
        FakeCatalog.Ready("en", "de", "en-de-big"),
        FakeCatalog.Ready("en", "fr"),
        FakeCatalog.Model("it", "en", ModelState.Failed),
    ];

    [Theory]
    [InlineData("en", "fr", null, "en", "fr", null)]
    [InlineData("en", "zz", null, "en", "de", null)]
    [InlineData("it", "en", null, "de", "en", null)]
    [InlineData("", "", null, "auto", "en", null)]
    [InlineData("", "fr", null, "auto", "fr", null)]
    [InlineData("auto", "fr", null, "auto", "fr", null)]
    [InlineData("en", "de", "en-de-big", "en", "de", "en-de-big")]
    [InlineData("en", "fr", "en-de-big", "en", "fr", null)]
    public void Fit_Wish_IsServedAsNearlyAsPossible(
        string source, string target, string? model, string fitSource, string fitTarget, string? fitModel) =>
        Assert.Equal(
            new LanguageChoice(fitSource, fitTarget, fitModel),
            new LanguageChoice(source, target, model).Fit(Models));

    [Theory]
    [InlineData("en", "de", null, "en", "en-de")]
    [InlineData("en", "de", "en-de-big", "en", "en-de-big")]
    [InlineData("auto", "de", null, "en", "en-de")]
    [InlineData("auto", "de", null, "de", "de-en")]
    [InlineData("auto", "fr", null, "", "en-fr")]
    [InlineData("de", "fr", null, "de", null)]
    public void Find_Text_GetsItsModel(string source, string target, string? model, string language, string? found) =>
        Assert.Equal(found, new LanguageChoice(source, target, model).Find(Models, language)?.Model.Id);

    [Fact]
    public void Fit_NoWishAndOneSource_TakesIt() =>
        Assert.Equal(new LanguageChoice("en", "de"), new LanguageChoice("", "").Fit([Models[1], Models[3]]));

    [Fact]
    public void Fit_NoModels_KeepsTheWish() =>
        Assert.Equal(new LanguageChoice("en", "de"), new LanguageChoice("en", "de").Fit([]));
}
