using Bunit;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

/// <summary>What a reader does in the inspector reaches the search, and its outcome the inspector.</summary>
public sealed class InspectedPageTests : WebContext
{
    [Fact]
    public void Interventions_HeldAttention_IsAskedOfTheSearch()
    {
        var change = new SearchChange { Attention = [new(1, 2)] };
        Interventions changes = Interventions.None.With(change);
        TranslationOptions options = changes.Apply(new TranslationOptions());
        Assert.False(changes.IsEmpty);
        Assert.Same(change, changes.Newest);
        Assert.Same(LineConstraints.None, options.Constraints);
        Assert.Equal(new ForcedAttention(1, 2), Assert.Single(options.ForcedAttention));
    }

    [Fact]
    public async Task Cell_Chosen_IsAskedOfTheSearchAndMarkedInItsAnswer()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("a b", "x y");
        await page.InvokeAsync(() => page.FindComponent<Walker>().Instance.OnChosenAsync(1, 0));
        await Translator.WhenAskedAsync(2);
        TranslationOptions asked = Translator.Last.Request.Search!;
        Assert.Equal(new ForcedAttention(1, 0), Assert.Single(asked.ForcedAttention));
        Assert.Equal("x ", asked.Constraints.Prefix);
        Translator.Last.Finish("x z");
        page.WaitForAssertion(() => Assert.Equal("1,0", page.Find(".cell.forced").GetAttribute("data-cell")), Limit);
    }

    [Fact]
    public async Task Branch_Adopted_IsThePrefixOfTheNextSearch()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("a b", "x y");
        await page.Find("#tab-Beam").ClickAsync();
        Assert.True(Translator.Last.Request.Inspect);
        Translator.Last.Finish(Inspections.Of(Translations.Of("a b", "x y")));
        page.WaitForAssertion(() => page.Find("[role=tree]"), Limit);
        await page.InvokeAsync(() => page.FindComponent<Walker>().Instance.OnChosenAsync(0, 0));
        await Translator.WhenAskedAsync(3);
        Assert.Equal(("x", true), (Translator.Last.Request.Search!.Constraints.Prefix, Translator.Last.Request.Inspect));
    }

    [Fact]
    public async Task Search_Watched_GrowsAsItGoesAndNeedsNoSecondLook()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("a b", "x y");
        await page.Find("#tab-Beam").ClickAsync();
        Translator.Last.Finish(Inspections.Of(Translations.Of("a b", "x y")));
        page.WaitForAssertion(() => page.Find("[role=tree]"), Limit);

        await page.InvokeAsync(() => page.FindComponent<SourceBox>().Instance.OnTextAsync("a b c"));
        await Translator.WhenAskedAsync(3);
        Assert.True(Translator.Last.Request.Inspect);
        Translator.Last.Show("u", Inspections.Trace((-1, 0, "u", -0.1, NodeFate.DeadEnd)));
        page.WaitForAssertion(() => Assert.Equal(["u"], page.FindAll(".node .piece").Select(piece => piece.TextContent)), Limit);
        Assert.False(page.Find(".beneath").HasAttribute("data-old"));

        Translator.Last.Finish(Inspections.Of(Translations.Of("a b c", "u v")));
        page.WaitForAssertion(() => Assert.Equal(["u", "v", "(end)"], page.FindAll(".node.path .piece").Select(piece => piece.TextContent)), Limit);
        Assert.Equal(3, Translator.Calls.Count);
    }

    [Fact]
    public async Task Search_Unwatched_IsNotTraced()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("a b", "x y");
        await page.Find("#tab-Beam").ClickAsync();
        await page.Find("#tab-Memory").ClickAsync();
        await page.InvokeAsync(() => page.FindComponent<SourceBox>().Instance.OnTextAsync("a b c"));
        await Translator.WhenAskedAsync(3);
        Assert.False(Translator.Last.Request.Inspect);
    }

    private async Task<IRenderedComponent<Translate>> TranslatedAsync(string text, string translation)
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"));
        IRenderedComponent<Translate> page = Render<Translate>();
        await page.InvokeAsync(() => page.FindComponent<SourceBox>().Instance.OnTextAsync(text));
        await Translator.WhenAskedAsync(1);
        Translator.Last.Finish(translation);
        page.WaitForAssertion(() => page.Find(".fold"), Limit);
        await page.Find(".fold").ClickAsync();
        page.WaitForAssertion(() => page.Find("[role=grid]"), Limit);
        return page;
    }
}
