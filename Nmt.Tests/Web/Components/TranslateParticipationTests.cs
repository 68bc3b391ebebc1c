using Bunit;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

/// <summary>The page, where the reader takes part.</summary>
public sealed class TranslateParticipationTests : WebContext
{
    [Fact]
    public async Task Word_Chosen_IsForcedAndTheRestIsDecodedOn()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Where is it?", "Wo ist es?", "Wo liegt es?");
        await ChooseAsync(page, "liegt");
        Assert.Equal("Wo liegt ", Translator.Last.Request.Search!.Constraints.Prefix);
        Assert.Empty(page.FindAll("[data-choices]"));

        // Until the new one is complete the old one stands: no text that grows again from its beginning.
        Translator.Last.Show("Wo");
        Assert.Equal("Wo ist es?", Text(page));
        Translator.Last.Finish("Wo liegt es?");
        page.WaitForAssertion(() => Assert.Equal("Wo liegt es?", Text(page)), Limit);
        Assert.Contains("Your words are kept", page.Find(".changed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escape_AfterAChange_BringsTheModelsOwnBack()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Where is it?", "Wo ist es?", "Wo liegt es?");
        await ChooseAsync(page, "liegt");
        Translator.Last.Finish("Wo liegt es?");
        page.WaitForAssertion(() => Assert.Equal("Wo liegt es?", Text(page)), Limit);

        await page.InvokeAsync(() => page.FindComponent<TargetBox>().Instance.OnEscapeAsync());
        Assert.Same(LineConstraints.None, Translator.Last.Request.Search!.Constraints);
        Translator.Last.Finish("Wo ist es?");
        page.WaitForAssertion(() => Assert.Equal("Wo ist es?", Text(page)), Limit);
        Assert.Empty(page.FindAll(".changed"));
    }

    [Fact]
    public async Task Type_AfterAChange_BeginsAnew()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Where is it?", "Wo ist es?", "Wo liegt es?");
        await ChooseAsync(page, "liegt");
        await TypeAsync(page, "Where is it now?");
        Assert.Same(LineConstraints.None, Translator.Last.Request.Search!.Constraints);
    }

    [Fact]
    public async Task SameTextAgain_AfterAChange_KeepsIt()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Where is it?", "Wo ist es?", "Wo liegt es?");
        await ChooseAsync(page, "liegt");
        await TypeAsync(page, "Where is it?");
        Assert.Equal("Wo liegt ", Translator.Last.Request.Search!.Constraints.Prefix);
    }

    [Fact]
    public async Task Word_InTheSecondSentence_ForcesThatSentenceOnly()
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, "A. B.");
        Translation translation = Translations.Of("A. B.", "X. Y.");
        string[] pieces = [" X.", "</s>", " Y.", "</s>"];
        Translator.Last.Finish(translation with
        {
            SourcePieces = [" A.", "</s>", " B.", "</s>"],
            Segments = 2,
            Hypotheses =
            [
                translation.Hypotheses[0] with
                {
                    Pieces = pieces,
                    PieceLogProbabilities = [.. pieces.Select(_ => -0.1f)],
                    Attention = [],
                },
            ],
        });
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("[data-word]").Count), Limit);
        await page.InvokeAsync(() => page.FindComponent<TargetBox>().Instance.OnWordAsync(2));
        Assert.Equal("B.", Translator.Last.Text);
        Translator.Last.Answer.SetResult(Translations.Of("B.", "Z.") with { Traces = [Translations.Trace("B.", "Z .", "Y .")] });
        page.WaitForAssertion(() => page.Find("[role=option]"), Limit);
        await page.Find("[role=option]").ClickAsync();
        Assert.Equal("", Translator.Last.Request.Search!.Constraints.Prefix);
        Assert.Equal(["Z "], Translator.Last.Request.Search.Constraints.LaterPrefixes);
    }

    [Fact]
    public async Task Improve_Sent_IsKeptWithWhatTheModelSaid()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Hello", "Hallo");
        await page.Find("[aria-label='Improve this translation']").ClickAsync();
        await page.Find("#suggestion-text").ChangeAsync("Guten Tag");
        await page.Find(".suggestion").SubmitAsync();
        Assert.Equal(
            new Nmt.Web.Services.Suggestion("Hello", "Guten Tag", "en", "de") { Machine = "Hallo", Model = "en-de" },
            Assert.Single(Suggestions.All));
        Assert.Contains("kept for training", page.Find(".toast").TextContent, StringComparison.Ordinal);
        Assert.Equal("Hallo", Text(page));
    }

    [Fact]
    public async Task Improve_CannotBeKept_SaysSoAndLosesNothing()
    {
        Suggestions.Fault = "The disk is full.";
        IRenderedComponent<Translate> page = await TranslatedAsync("Hello", "Hallo");
        await page.Find("[aria-label='Improve this translation']").ClickAsync();
        await page.Find("#suggestion-text").ChangeAsync("Guten Tag");
        await page.Find(".suggestion").SubmitAsync();
        Assert.Equal("The disk is full.", page.Find(".suggestion [role=alert]").TextContent);
        Assert.Equal("Guten Tag", page.Find("#suggestion-text").GetAttribute("value"));

        await page.Find(".suggestion button[type=button]").ClickAsync();
        Assert.Equal("Hallo", Text(page));
    }

    [Fact]
    public async Task Improve_ServerTakesNone_HasNoButton()
    {
        Suggestions.Enabled = false;
        IRenderedComponent<Translate> page = await TranslatedAsync("Hello", "Hallo");
        Assert.Empty(page.FindAll("[aria-label='Improve this translation']"));
    }

    [Fact]
    public async Task Translation_Done_IsHandedToTheBrowsersHistory()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Hello", "Hallo");
        page.WaitForAssertion(
            () => Assert.Equal(new HistoryEntry("Hello", "Hallo", "en", "de"), Source.VerifyInvoke("remember").Arguments[0]), Limit);
    }

    [Fact]
    public async Task History_Recalled_TranslatesAgain()
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en"));
        IRenderedComponent<Translate> page = Render<Translate>();
        await page.Find("[data-drawer=history]").ClickAsync();
        await page.InvokeAsync(() => page.FindComponent<HistoryPanel>().Instance.OnAgainAsync(new string('x', 150), "de", "en"));
        Assert.Equal(("de-en", 100), (Translator.Last.Request.Model, Translator.Last.Text.Length));
        Assert.Equal(Translator.Last.Text, Source.VerifyInvoke("setText").Arguments[0]);
    }

    [Fact]
    public async Task ApiCall_ShowsWhatIsOnThePage()
    {
        IRenderedComponent<Translate> page = await TranslatedAsync("Hello", "Hallo");
        await page.Find("[data-drawer=call]").ClickAsync();
        Assert.Contains("\"q\":\"Hello\",\"source\":\"en\",\"target\":\"de\"", page.Find("#api-call").TextContent, StringComparison.Ordinal);
    }

    private static string Text(IRenderedComponent<Translate> page) => page.Find("#translation").TextContent;

    private static Task TypeAsync(IRenderedComponent<Translate> page, string text) =>
        page.InvokeAsync(() => page.FindComponent<SourceBox>().Instance.OnTextAsync(text));

    private IRenderedComponent<Translate> Start()
    {
        Catalog.Show(FakeCatalog.Ready("en", "de"));
        return Render<Translate>();
    }

    private async Task<IRenderedComponent<Translate>> TranslatedAsync(string text, params string[] translations)
    {
        IRenderedComponent<Translate> page = Start();
        await TypeAsync(page, text);
        Translator.Last.Finish(translations[0], translations[1..]);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-word]")), Limit);
        return page;
    }

    /// <summary>Asks for other words in the place of the second and takes one of them.</summary>
    private async Task ChooseAsync(IRenderedComponent<Translate> page, string word)
    {
        await page.InvokeAsync(() => page.FindComponent<TargetBox>().Instance.OnWordAsync(1));
        string[] texts = ["Wo ist es?", $"Wo {word} es?"];
        Translator.Last.Answer.SetResult(Translations.Of("Where is it?", texts) with { Traces = [Translations.Trace("Where is it?", texts)] });
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[role=option]").Count), Limit);
        await page.FindAll("[role=option]")[1].ClickAsync();
    }
}
