using Bunit;
using Microsoft.AspNetCore.Components;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

/// <summary>Typing, streaming, and what goes wrong on the way.</summary>
public sealed class TranslatePageTests : TranslatePageContext
{
    [Fact]
    public void Render_NoModel_SaysHowToTrainOne()
    {
        IRenderedComponent<Translate> page = Render<Translate>();
        Assert.Contains("There is no model", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("textarea"));
    }

    [Fact]
    public void Render_Interactive_SaysSo()
    {
        IRenderedComponent<Translate> page = Start();
        Assert.Equal("true", page.Find("main").GetAttribute("data-interactive"));
        Assert.False(page.Find("textarea").HasAttribute("disabled"));
    }

    [Fact]
    public void Render_Prerendered_WaitsForTheBrowserAndTranslatesNothing()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        IRenderedComponent<Translate> page = Start();
        Assert.True(page.Find("textarea").HasAttribute("disabled"));
        Assert.Empty(Translator.Calls);
    }

    [Fact]
    public async Task Type_Text_AsksTheModelOfThePair()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "Hello");
        Assert.Equal(("en-de", "Hello"), (Translator.Last.Request.Model, Translator.Last.Text));
        Assert.Equal("true", Target(page).GetAttribute("aria-busy"));
    }

    [Fact]
    public async Task Stream_Parts_AreShownAndAnnouncedOnlyWhenDone()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "Good morning");
        Translator.Last.Show("Guten");
        page.WaitForAssertion(() => Assert.Equal("Guten", Text(page)));
        Assert.Equal("", Status(page));

        Translator.Last.Finish("Guten Morgen", "Schönen Morgen");
        page.WaitForAssertion(() => Assert.Equal("Guten Morgen", Text(page)));
        Assert.Equal("Translation: Guten Morgen", Status(page));
        Assert.Equal("false", Target(page).GetAttribute("aria-busy"));
        Assert.Equal(2, page.FindAll(".way").Count);
    }

    [Fact]
    public async Task Type_More_CancelsTheOlderAndDropsItsAnswer()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "one");
        ScriptedCall older = Translator.Last;
        await TypeAsync(page, "one two");
        Assert.True(older.Token.IsCancellationRequested);
        Assert.False(Translator.Last.Token.IsCancellationRequested);

        Translator.Last.Finish("eins zwei");
        page.WaitForAssertion(() => Assert.Equal("eins zwei", Text(page)));
        older.Finish("eins");
        await page.InvokeAsync(() => { });
        Assert.Equal("eins zwei", Text(page));
    }

    [Fact]
    public async Task Type_More_KeepsTheOlderHypothesesUntilTheNewOnes()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "one");
        Translator.Last.Finish("eins", "einer");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".way").Count));
        await TypeAsync(page, "one two");
        Assert.Equal(["eins", "einer"], page.FindAll(".words").Select(each => each.TextContent));
        Assert.True(page.Find(".beneath").HasAttribute("data-old"));

        await page.FindAll(".way")[1].ClickAsync();
        Translator.Last.Finish("eins zwei", "einer zwei");
        page.WaitForAssertion(() => Assert.Equal("eins zwei", Text(page)));
        Assert.False(page.Find(".beneath").HasAttribute("data-old"));
    }

    [Fact]
    public async Task Type_Nothing_ClearsAndStops()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "one");
        await TypeAsync(page, "  ");
        Assert.True(Translator.Last.Token.IsCancellationRequested);
        Assert.Equal("", Text(page));
        Assert.Contains("appears here", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_BeyondTheLimit_IsCut()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, new string('a', 150));
        Assert.Equal(100, Translator.Last.Text.Length);
    }

    [Fact]
    public async Task Busy_TryAgain_AsksAgain()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "one");
        Translator.Last.Fail(new UnavailableException("The server is busy."));
        page.WaitForAssertion(() => Assert.Contains("The server is busy.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        await page.Find(".fault button").ClickAsync();
        Assert.Equal(2, Translator.Calls.Count);
        Translator.Last.Finish("eins");
        page.WaitForAssertion(() => Assert.Equal("eins", Text(page)));
    }

    [Fact]
    public async Task Fail_Unforeseen_ShowsNoDetail()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "one");
        Translator.Last.Fail(new InvalidOperationException("secret"));
        page.WaitForAssertion(() => Assert.Contains("Something went wrong", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hypothesis_Chosen_IsShown()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "Hello");
        Translator.Last.Finish("Hallo", "Guten Tag");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".way").Count));
        await page.FindAll(".way")[1].ClickAsync();
        Assert.Equal("Guten Tag", Text(page));
        Assert.Equal("true", page.FindAll(".way")[1].GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Inspector_Opened_AsksForAttentionAndDrawsIt()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "Hello");
        Translator.Last.Finish("Hallo");
        page.WaitForAssertion(() => page.Find(".fold"));
        await page.Find(".fold").ClickAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=gridcell]")));

        await TypeAsync(page, "Hello again");
        Assert.True(Translator.Last.Request.Attention);
    }

    [Fact]
    public async Task ConnectionLost_StopsTheWorkAndStartsItAgainWhenBack()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "Hello");
        ScriptedCall lost = Translator.Last;
        await Connection.OnConnectionDownAsync(null!, CancellationToken.None);
        page.WaitForAssertion(() => Assert.True(lost.Token.IsCancellationRequested));

        await Connection.OnConnectionUpAsync(null!, CancellationToken.None);
        page.WaitForAssertion(() => Assert.Equal(2, Translator.Calls.Count));
        Assert.Equal("Hello", Translator.Last.Text);
    }

    [Fact]
    public async Task Dispose_CancelsAndListensNoMore()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "Hello");
        await DisposeComponentsAsync();
        Assert.True(Translator.Last.Token.IsCancellationRequested);
        Assert.Equal(0, Catalog.Listeners);
    }
}
