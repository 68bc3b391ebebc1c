using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class InspectorTests : WebContext
{
    [Fact]
    public void Closed_DrawsNothing()
    {
        IRenderedComponent<Inspector> inspector = Show(open: false, attention: true);
        Assert.Equal("false", inspector.Find("button").GetAttribute("aria-expanded"));
        Assert.Empty(inspector.FindAll("[role=grid]"));
    }

    [Fact]
    public void Open_DrawsTheMap() => Assert.Single(Show(open: true, attention: true).FindAll("[role=grid]"));

    [Fact]
    public void Open_AttentionOnItsWay_Waits() =>
        Assert.Contains("Looking", Show(open: true, attention: false).Find(".waiting").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Click_AsksToOpen()
    {
        bool? opened = null;
        IRenderedComponent<Inspector> inspector = Render<Inspector>(parameters => parameters
            .Add(part => part.Result, Translations.Of("a", "x"))
            .Add(part => part.OpenChanged, (bool open) => opened = open));
        await inspector.Find("button").ClickAsync();
        Assert.True(opened);
    }

    private IRenderedComponent<Inspector> Show(bool open, bool attention) => Render<Inspector>(parameters => parameters
        .Add(part => part.Result, attention ? Translations.Of("a b", "x y") : Translations.WithoutAttention("a b", "x y"))
        .Add(part => part.Open, open));
}
