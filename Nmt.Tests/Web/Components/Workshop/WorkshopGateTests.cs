using Bunit;
using Microsoft.AspNetCore.Components;
using Nmt.Web.Components.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

public sealed class WorkshopGateTests : WorkshopContext
{
    [Fact]
    public void Open_ShowsThePage()
    {
        IRenderedComponent<WorkshopGate> gate = RenderGate();
        Assert.Equal("inside", gate.Find("fieldset p").TextContent);
        Assert.False(gate.Find("fieldset").HasAttribute("disabled"));
    }

    [Fact]
    public void Open_NotInteractiveYet_ControlsAreOff()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Assert.True(RenderGate().Find("fieldset").HasAttribute("disabled"));
    }

    [Fact]
    public void Closed_StatesTheRuleAndShowsNothing()
    {
        Reader.IsAdmitted = false;
        IRenderedComponent<WorkshopGate> gate = RenderGate();
        Assert.DoesNotContain("inside", gate.Markup, StringComparison.Ordinal);
        Assert.Contains("on the server's own machine", gate.Find(".closed").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nmt:Workshop:Open", gate.Find(".closed").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<WorkshopGate> RenderGate() =>
        Render<WorkshopGate>(parameters => parameters.Add(part => part.ChildContent, "<p>inside</p>"));
}
