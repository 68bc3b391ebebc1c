using Bunit;
using Nmt.Web.Components.Layout;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class StaticPartsTests : WebContext
{
    [Fact]
    public void Shortcuts_AreListedInANamedDialog()
    {
        IRenderedComponent<ShortcutsDialog> dialog = Render<ShortcutsDialog>();
        string title = dialog.Find("dialog").GetAttribute("aria-labelledby")!;
        Assert.Equal("Keyboard shortcuts", dialog.Find($"#{title}").TextContent);
        Assert.Equal(7, dialog.FindAll("dt").Count);
    }

    [Fact]
    public void ReconnectBar_HasTheIdThatBlazorLooksForAndSaysThatTheTextIsKept() => Assert.Equal(
        [true, true],
        Render<ReconnectBar>().FindAll("#components-reconnect-modal[role=status] > p")
            .Select(said => said.TextContent.Contains("Your text is kept", StringComparison.Ordinal)));

    [Fact]
    public void Layout_HasTheLandmarksAndThePage()
    {
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(
            parameters => parameters.Add(part => part.Body, builder => builder.AddMarkupContent(0, "<main>here</main>")));
        Assert.Equal("#content", layout.Find("a.skip").GetAttribute("href"));
        Assert.Equal("here", layout.Find("main").TextContent);
        Assert.Equal(["/", "/train", "/evaluate", "/models", "/about"], layout.FindAll("nav a").Select(link => link.GetAttribute("href")));
        Assert.All(layout.FindAll(".masthead-tools button"), button => Assert.NotEmpty(button.GetAttribute("aria-label")!));
    }

    [Fact]
    public void About_ShowsACallAndTheLimits()
    {
        IRenderedComponent<About> page = Render<About>();
        Assert.Contains("curl -X POST http://localhost/translate", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("up to 100 characters", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NotFoundAndError_LeadBack()
    {
        Assert.Equal("/", Render<NotFound>().Find("a").GetAttribute("href"));
        Assert.Equal("/", Render<Error>().Find("a").GetAttribute("href"));
    }

    /// <summary>Else the link would scroll there, but the next Tab would begin at the top again.</summary>
    [Fact]
    public void EveryPageToRead_IsWhereTheSkipLinkLeads() => Assert.All(
        [Render<About>().Find("main"), Render<NotFound>().Find("main"), Render<Error>().Find("main")],
        main => Assert.Equal(("content", "-1"), (main.Id, main.GetAttribute("tabindex"))));
}
