using Bunit;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class SuggestionBoxTests : WebContext
{
    private readonly List<string> _sent = [];
    private bool _cancelled;

    [Fact]
    public void Render_BeginsWithTheTranslation()
    {
        IRenderedComponent<SuggestionBox> box = Show();
        Assert.Equal("Guten Tag", box.Find("textarea").GetAttribute("value"));
        Assert.Equal(("de", "100"), (box.Find("textarea").GetAttribute("lang"), box.Find("textarea").GetAttribute("maxlength")));
        Assert.Equal("suggestion-text", box.Find("label").GetAttribute("for"));
    }

    [Fact]
    public async Task Send_Edited_IsReportedTrimmed()
    {
        IRenderedComponent<SuggestionBox> box = Show();
        await box.Find("textarea").ChangeAsync(" Hallo ");
        await box.Find("form").SubmitAsync();
        Assert.Equal(["Hallo"], _sent);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task Send_NothingOrTooMuch_IsNotReported(string? text)
    {
        IRenderedComponent<SuggestionBox> box = Show();
        await box.Find("textarea").ChangeAsync(text ?? new string('x', 101));
        await box.Find("form").SubmitAsync();
        Assert.Empty(_sent);
    }

    [Fact]
    public async Task Cancel_IsReported()
    {
        await Show().Find("button[type=button]").ClickAsync();
        Assert.True(_cancelled);
    }

    [Fact]
    public void Fault_IsSaid() => Assert.Equal("The disk is full.", Show("The disk is full.").Find("[role=alert]").TextContent);

    private IRenderedComponent<SuggestionBox> Show(string? fault = null) => Render<SuggestionBox>(parameters => parameters
        .Add(part => part.Text, "Guten Tag")
        .Add(part => part.Language, "de")
        .Add(part => part.Limit, 100)
        .Add(part => part.Fault, fault)
        .Add(part => part.Sent, _sent.Add)
        .Add(part => part.Cancelled, () => _cancelled = true));
}
