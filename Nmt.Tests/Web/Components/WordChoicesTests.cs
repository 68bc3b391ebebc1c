using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class WordChoicesTests : WebContext
{
    private readonly List<NextWord> _chosen = [];
    private bool _closed;

    [Fact]
    public void Render_AsksForASearchThatBeginsBeforeTheWord()
    {
        IRenderedComponent<WordChoices> choices = Show();
        TranslationRequest request = Translator.Last.Request;
        Assert.Equal(("en-de", "Where is it?"), (request.Model, request.Texts[0]));
        Assert.Equal("Wo ", request.Search!.Constraints.Prefix);
        Assert.True(request.Search.Search.TraceNodes > 0);
        Assert.Contains("Looking", choices.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Unsure: the model gave this word 30 %", choices.Find(".reason").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_Words_AreListedWithTheirProbabilities()
    {
        IRenderedComponent<WordChoices> choices = Show();
        Answer("Wo liegt es", "Wo ist es");
        choices.WaitForAssertion(() => Assert.Equal(["liegt", "ist"], choices.FindAll("[role=option] .word").Select(each => each.TextContent)), Limit);
        Assert.Equal(["82 %", "67 %"], choices.FindAll(".figure").Select(each => each.TextContent));
        Assert.Equal(["false", "true"], choices.FindAll("[role=option]").Select(each => each.GetAttribute("aria-selected")));
    }

    [Fact]
    public async Task Click_Word_IsReportedWithItsPrefix()
    {
        IRenderedComponent<WordChoices> choices = Show();
        Answer("Wo ist es", "Wo liegt es");
        choices.WaitForAssertion(() => Assert.Equal(2, choices.FindAll("[role=option]").Count), Limit);
        await choices.FindAll("[role=option]")[1].ClickAsync();
        Assert.Equal("Wo liegt ", Assert.Single(_chosen).Prefix);
    }

    [Fact]
    public void Answer_NoTrace_SaysThatThereIsNothing()
    {
        IRenderedComponent<WordChoices> choices = Show();
        Translator.Last.Answer.SetResult(Translations.Of("Where is it?", "Wo ist es?"));
        choices.WaitForAssertion(() => Assert.Contains("no other word", choices.Find(".note").TextContent, StringComparison.Ordinal), Limit);
    }

    [Fact]
    public void Fail_Busy_IsSaid()
    {
        IRenderedComponent<WordChoices> choices = Show();
        Translator.Last.Answer.SetException(new UnavailableException("The server is busy."));
        choices.WaitForAssertion(() => Assert.Equal("The server is busy.", choices.Find("[role=alert]").TextContent), Limit);
    }

    [Fact]
    public async Task Close_IsReported()
    {
        await Show().Find("[data-close]").ClickAsync();
        Assert.True(_closed);
    }

    [Fact]
    public async Task Dispose_StopsTheSearch()
    {
        Show();
        await DisposeComponentsAsync();
        Assert.True(Translator.Last.Token.IsCancellationRequested);
        Choices.VerifyInvoke("dispose");
    }

    private void Answer(params string[] texts) => Translator.Last.Answer.SetResult(
        Translations.Of("Where is it?", texts) with { Traces = [Translations.Trace("Where is it?", texts)] });

    private IRenderedComponent<WordChoices> Show()
    {
        var word = new TargetWord
        {
            Place = new TextPlace(3, 3),
            Text = "ist",
            Sentence = 0,
            Before = "Wo ",
            Probability = 0.3,
        };
        return Render<WordChoices>(parameters => parameters
            .Add(part => part.Place, new WordPlace(1, word, "Where is it?", "en-de", "de"))
            .Add(part => part.Chosen, _chosen.Add)
            .Add(part => part.Closed, () => _closed = true));
    }
}
