using AngleSharp.Dom;
using Bunit;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class DrawersTests : WebContext
{
    [Fact]
    public async Task Drawer_Closed_BuildsNothingAndOpens()
    {
        IRenderedComponent<Drawer> drawer = Render<Drawer>(parameters => parameters
            .Add(part => part.Id, "it")
            .Add(part => part.Title, "It")
            .AddChildContent("<p>inside</p>"));
        Assert.Empty(drawer.FindAll("p"));
        IElement handle = drawer.Find("button");
        Assert.Equal(("false", "it"), (handle.GetAttribute("aria-expanded"), handle.GetAttribute("aria-controls")));

        await handle.ClickAsync();
        Assert.Equal("inside", drawer.Find("#it p").TextContent);
        Assert.Equal("true", drawer.Find("button").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void ApiCall_Text_IsQuotedForJsonAndForTheShell()
    {
        IRenderedComponent<ApiCallPanel> panel = Call("It's \"fine\" & <ok>,\nTürkçe");
        Assert.Equal(
            """
            curl -s http://localhost/translate \
              -H 'Content-Type: application/json' \
              -d '{"q":"It'\''s \"fine\" & <ok>,\nTürkçe","source":"en","target":"de","alternatives":3}'
            """.ReplaceLineEndings("\n"),
            panel.Find("#api-call").TextContent);
        Assert.Equal("#api-call", panel.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public void ApiCall_NoText_HasAnExample() =>
        Assert.Contains("\"q\":\"Hello\"", Call("").Find("#api-call").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task History_Entry_ComesBackFromTheBrowser()
    {
        List<HistoryEntry> again = [];
        IRenderedComponent<HistoryPanel> panel = Render<HistoryPanel>(parameters => parameters.Add(part => part.Again, again.Add));
        Assert.Equal("Keep a history in this browser", panel.Find(".switch").TextContent.Trim());
        Assert.True(panel.Find("[data-delete-all]").HasAttribute("disabled"));
        await panel.InvokeAsync(() => panel.Instance.OnAgainAsync("Hello", "en", "de"));
        Assert.Equal(new HistoryEntry("Hello", "", "en", "de"), Assert.Single(again));

        await DisposeComponentsAsync();
        History.VerifyInvoke("dispose");
    }

    private IRenderedComponent<ApiCallPanel> Call(string text) => Render<ApiCallPanel>(parameters => parameters
        .Add(part => part.Text, text)
        .Add(part => part.Source, "en")
        .Add(part => part.Target, "de")
        .Add(part => part.Alternatives, 3));
}
