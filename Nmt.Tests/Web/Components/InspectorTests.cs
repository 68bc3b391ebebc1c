using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class InspectorTests : WebContext
{
    [Fact]
    public void Closed_DrawsNothing()
    {
        IRenderedComponent<Inspector> inspector = Show(open: false, Translations.Of("a b", "x y"));
        Assert.Equal("false", inspector.Find("button").GetAttribute("aria-expanded"));
        Assert.Empty(inspector.FindAll("[role=tab]"));
        Assert.Empty(inspector.FindAll("[role=grid]"));
        Assert.Empty(Translator.Calls);
    }

    [Fact]
    public void Open_ShowsAttentionFirst()
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Translations.Of("a b", "x y"));
        Assert.Equal(
            ["Attention", "Beam", "Memory", "Scores", "Compare"],
            inspector.FindAll("[role=tab]").Select(tab => tab.TextContent));
        Assert.Equal("Attention", Selected(inspector));
        Assert.Single(inspector.FindAll("[role=grid]"));
        Assert.Equal("tab-Attention", inspector.Find("[role=tabpanel]").GetAttribute("aria-labelledby"));
    }

    [Fact]
    public void Open_AttentionOnItsWay_Waits() => Assert.Contains(
        "Looking",
        Show(open: true, Translations.WithoutAttention("a b", "x y")).Find(".panel .note").TextContent,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ArrowRight", "Beam")]
    [InlineData("ArrowLeft", "Compare")]
    [InlineData("a", "Attention")]
    public async Task Tabs_Arrows_GoRound(string key, string reached)
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Translations.Of("a b", "x y"));
        await inspector.Find("[role=tablist]").KeyDownAsync(new KeyboardEventArgs { Key = key });
        Assert.Equal(reached, Selected(inspector));
        Assert.Equal(reached, Assert.Single(inspector.FindAll("[role=tab][tabindex='0']")).TextContent);
    }

    [Theory]
    [InlineData(InspectorTab.Memory)]
    [InlineData(InspectorTab.Compare)]
    public async Task Tab_Clicked_ShowsItsPanelOnly(InspectorTab tab)
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Translations.Of("a b", "x y"));
        await inspector.Find($"#tab-{tab}").ClickAsync();
        Assert.Equal($"{tab}", Selected(inspector));
        Assert.False(inspector.HasComponent<AttentionPanel>());
    }

    [Theory]
    [InlineData(InspectorTab.Beam, "[role=tree]")]
    [InlineData(InspectorTab.Scores, "[role=listbox]")]
    public async Task Search_Shown_IsAskedForOnceAndOnlyThen(InspectorTab tab, string picture)
    {
        Translation result = Translations.Of("a b", "x y");
        IRenderedComponent<Inspector> inspector = Show(open: true, result, Ask());
        Assert.Empty(Translator.Calls);

        await inspector.Find($"#tab-{tab}").ClickAsync();
        Assert.True(Translator.Last.Request.Inspect);
        Assert.Contains("Looking", inspector.Find(".panel .note").TextContent, StringComparison.Ordinal);
        Translator.Last.Finish(Inspections.Of(result));
        inspector.WaitForAssertion(() => inspector.Find(picture), TimeSpan.FromSeconds(30));

        await inspector.Find("#tab-Attention").ClickAsync();
        await inspector.Find($"#tab-{tab}").ClickAsync();
        Assert.Single(Translator.Calls);
        Assert.Single(inspector.FindAll(picture));
    }

    [Fact]
    public async Task Search_OfANewerText_IsAskedForWhenThatIsDone()
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Translations.Of("a", "x"), Ask());
        await inspector.Find("#tab-Beam").ClickAsync();
        Translator.Last.Finish(Inspections.Of(Translations.Of("a", "x")));
        inspector.WaitForAssertion(() => inspector.Find("[role=tree]"), TimeSpan.FromSeconds(30));

        inspector.Render(parameters => parameters.Add(part => part.Subject, Of(Translations.Of("a", "x"))));
        Assert.Single(Translator.Calls);
        inspector.Render(parameters => parameters.Add(part => part.Subject, Of(Translations.Of("b", "y"), Ask("b"))));
        Assert.Equal("b", Translator.Last.Text);
        Assert.True(inspector.Find(".looked").HasAttribute("data-old"));
        Translator.Last.Finish(Inspections.Of(Translations.Of("b", "y")));
        inspector.WaitForAssertion(() => Assert.False(inspector.Find(".looked").HasAttribute("data-old")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Search_AlreadyInTheResult_IsNotAskedForAgain()
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Inspections.Of(Translations.Of("a b", "x y")), Ask());
        await inspector.Find("#tab-Beam").ClickAsync();
        Assert.Single(inspector.FindAll("[role=tree]"));
        await inspector.Find("#tab-Scores").ClickAsync();
        Assert.Single(inspector.FindAll("[role=listbox]"));
        Assert.Empty(Translator.Calls);
    }

    [Fact]
    public async Task Search_Watched_IsToldOnlyWhileTheTreeIsOpen()
    {
        List<bool> told = [];
        IRenderedComponent<Inspector> inspector = Render<Inspector>(parameters => parameters
            .Add(part => part.Subject, Of(Inspections.Of(Translations.Of("a", "x"))))
            .Add(part => part.Open, true)
            .Add(part => part.SearchWatched, (bool watched) => told.Add(watched)));
        Assert.Empty(told);
        await inspector.Find("#tab-Beam").ClickAsync();
        await inspector.Find("#tab-Scores").ClickAsync();
        await inspector.Find("#tab-Beam").ClickAsync();
        inspector.Render(parameters => parameters.Add(part => part.Open, false));
        Assert.Equal([true, false, true, false], told);
    }

    [Fact]
    public async Task Search_UnderWay_GrowsInTheTreeThatIsThere()
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Inspections.Of(Translations.Of("a", "x y")));
        await inspector.Find("#tab-Beam").ClickAsync();
        await inspector.Find("[data-table]").ChangeAsync(true);
        inspector.Render(parameters => parameters.Add(part => part.Search, [Inspections.Trace((-1, 0, "z", -0.1, NodeFate.DeadEnd))]));
        Assert.Equal("1 so far", inspector.Find("output").TextContent);
        Assert.False(inspector.Find(".looked").HasAttribute("data-old"));
        Assert.Single(inspector.FindAll("tbody tr")); // what was chosen before still is
    }

    [Fact]
    public async Task Search_Refused_SaysWhy()
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Translations.Of("a", "x"), Ask());
        await inspector.Find("#tab-Scores").ClickAsync();
        Translator.Last.Fail(new UnavailableException("The server is busy."));
        inspector.WaitForAssertion(
            () => Assert.Equal("The server is busy.", inspector.Find("[role=alert]").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Panel_ThatCannotBeDrawn_SaysSoAndTheNextSentenceIsDrawn()
    {
        Translation result = Translations.Of("a b", "x y");
        Translation broken = result with { Hypotheses = [result.Hypotheses[0] with { Attention = [[1], [1], [1]] }] };
        IRenderedComponent<Inspector> inspector = Show(open: true, broken);
        Assert.Contains("cannot be drawn", inspector.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, inspector.FindAll("[role=tab]").Count);

        inspector.Render(parameters => parameters.Add(part => part.Subject, Of(result)));
        Assert.Single(inspector.FindAll("[role=grid]"));
        Assert.Empty(inspector.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Closed_WhileLooking_StopsTheWork()
    {
        IRenderedComponent<Inspector> inspector = Show(open: true, Translations.Of("a", "x"), Ask());
        await inspector.Find("#tab-Beam").ClickAsync();
        inspector.Render(parameters => parameters.Add(part => part.Open, false));
        Assert.True(Translator.Last.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Panel_Asks_IsPassedOn()
    {
        SearchChange? change = null;
        Translation result = Translations.Of("a b", "x y");
        IRenderedComponent<Inspector> inspector = Render<Inspector>(parameters => parameters
            .Add(part => part.Subject, Of(result))
            .Add(part => part.Open, true)
            .Add(part => part.Changed, (SearchChange asked) => change = asked));
        await inspector.InvokeAsync(() => inspector.FindComponent<Walker>().Instance.OnChosenAsync(1, 0));
        Assert.Equal("x ", change!.Prefix);
    }

    [Fact]
    public async Task Click_AsksToOpen()
    {
        bool? opened = null;
        IRenderedComponent<Inspector> inspector = Render<Inspector>(parameters => parameters
            .Add(part => part.Subject, Of(Translations.Of("a", "x")))
            .Add(part => part.OpenChanged, (bool open) => opened = open));
        await inspector.Find("button").ClickAsync();
        Assert.True(opened);
    }

    private static string Selected(IRenderedComponent<Inspector> inspector) =>
        Assert.Single(inspector.FindAll("[role=tab][aria-selected=true]")).TextContent;

    private static TranslationRequest Ask(string text = "a") => new() { Model = "en-de", Texts = [text] };

    private static InspectorSubject Of(Translation result, TranslationRequest? request = null) =>
        new(result, 0, "en-de", "en", "de") { Request = request };

    private IRenderedComponent<Inspector> Show(bool open, Translation result, TranslationRequest? request = null) => Render<Inspector>(parameters => parameters
        .Add(part => part.Subject, Of(result, request))
        .Add(part => part.Open, open));
}
