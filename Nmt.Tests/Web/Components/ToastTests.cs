using Bunit;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class ToastTests : WebContext
{
    private int _dismissed;

    [Fact]
    public void Render_NoMessage_ShowsNothing() => Assert.Empty(Show(null).FindAll(".toast"));

    [Fact]
    public void Message_Shown_GoesAfterAWhile()
    {
        IRenderedComponent<Toast> toast = Show("Ready");
        Assert.Equal("Ready", toast.Find("[role=status] span").TextContent);
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _dismissed);
        Time.Advance(TimeSpan.FromSeconds(2));
        toast.WaitForAssertion(() => Assert.Equal(1, _dismissed));
    }

    [Fact]
    public void Message_Replaced_StaysAsLongAgain()
    {
        IRenderedComponent<Toast> toast = Show("First");
        Time.Advance(TimeSpan.FromSeconds(5));
        toast.Render(parameters => parameters.Add(part => part.Message, "Second"));
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _dismissed);
    }

    private IRenderedComponent<Toast> Show(string? message) => Render<Toast>(parameters => parameters
        .Add(part => part.Message, message)
        .Add(part => part.Dismissed, () => _dismissed++));
}
