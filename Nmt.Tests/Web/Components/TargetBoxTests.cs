using Bunit;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class TargetBoxTests : WebContext
{
    [Fact]
    public void Render_Empty_HintsAndCannotCopy()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Empty, "");
        Assert.Contains("appears here", box.Find(".hint").TextContent, StringComparison.Ordinal);
        Assert.True(box.Find("[data-copy]").HasAttribute("disabled"));
    }

    [Fact]
    public void Render_Working_IsBusy()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Working, "Guten");
        Assert.Equal("true", box.Find("section").GetAttribute("aria-busy"));
        Assert.Equal("Guten", box.Find("#translation").TextContent);
    }

    [Fact]
    public void Render_Done_HasLanguageAndDirection()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Done, "Guten Tag");
        Assert.Equal(("de", "auto"), (box.Find("#translation").GetAttribute("lang"), box.Find("#translation").GetAttribute("dir")));
        Assert.False(box.Find("[data-copy]").HasAttribute("disabled"));
        Assert.Equal("#translation", box.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public void Render_FailedForGood_HasNoRetry()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Failed, "", "No.");
        Assert.Equal("No.", box.Find("[role=alert] p").TextContent);
        Assert.Empty(box.FindAll(".fault button"));
    }

    [Fact]
    public void Render_Markup_IsText() =>
        Assert.Equal("<b>x</b>", Show(SessionState.Done, "<b>x</b>").Find("#translation").TextContent);

    private IRenderedComponent<TargetBox> Show(SessionState state, string text, string? fault = null) =>
        Render<TargetBox>(parameters => parameters
            .Add(part => part.State, state)
            .Add(part => part.Text, text)
            .Add(part => part.Language, "de")
            .Add(part => part.Fault, fault));
}
