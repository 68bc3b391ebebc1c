using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class StatusLineTests : WebContext
{
    [Theory]
    [InlineData(0.0416, "42 ms")]
    [InlineData(1.26, "1.3 s")]
    public void Render_Done_SaysHowLong(double seconds, string text) =>
        Assert.Equal(text, Show(SessionState.Done, TimeSpan.FromSeconds(seconds)).Find("strong").TextContent);

    [Fact]
    public void Render_Working_SaysNoTime() => Assert.Empty(Show(SessionState.Working, null).FindAll("strong"));

    [Fact]
    public async Task Timing_Asked_SaysWhereTheTimeWent()
    {
        IRenderedComponent<StatusLine> line = Render<StatusLine>(parameters => parameters
            .Add(part => part.State, SessionState.Done)
            .Add(part => part.Elapsed, TimeSpan.FromMilliseconds(120))
            .Add(part => part.First, TimeSpan.FromMilliseconds(30))
            .Add(part => part.Timing, new TranslationTiming(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(100), 12)));
        Assert.Empty(line.FindAll(".timing"));
        await line.Find("[data-timing]").ClickAsync();
        Assert.Equal(
            "queue 2 ms · first word after 30 ms · encode and decode 100 ms · 12 pieces · 120 pieces/s",
            line.Find(".timing").TextContent);
    }

    [Fact]
    public async Task Timing_OfAnAnswerThatCameAtOnce_SaysSo()
    {
        IRenderedComponent<StatusLine> line = Show(SessionState.Done, TimeSpan.FromMilliseconds(1));
        await line.Find("[data-timing]").ClickAsync();
        Assert.Equal("all came at once", line.Find(".timing").TextContent);
        Assert.Equal("true", line.Find("[data-timing]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Render_Model_IsNamedWithItsSize() =>
        Assert.Contains(
            "English → German, en-de (4.0 M parameters)",
            Show(SessionState.Empty, null).Markup,
            StringComparison.Ordinal);

    [Fact]
    public void Render_CutOff_Warns()
    {
        IRenderedComponent<StatusLine> line = Render<StatusLine>(parameters => parameters
            .Add(part => part.State, SessionState.Done)
            .Add(part => part.Result, Translations.Of("a", "b") with { Truncated = true, Segments = 3 }));
        Assert.Contains("cut off", line.Find(".warning").TextContent, StringComparison.Ordinal);
        Assert.Contains("translated in 3 parts", line.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<StatusLine> Show(SessionState state, TimeSpan? elapsed) =>
        Render<StatusLine>(parameters => parameters
            .Add(part => part.State, state)
            .Add(part => part.Elapsed, elapsed)
            .Add(part => part.Served, ServedDirection.Of([FakeCatalog.Ready("en", "de") with { Parameters = 3_980_000 }])[0]));
}
