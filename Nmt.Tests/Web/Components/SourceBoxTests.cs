using Bunit;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class SourceBoxTests : WebContext
{
    [Fact]
    public void Render_TextArea_IsUncontrolled()
    {
        IRenderedComponent<SourceBox> box = Show();
        Assert.False(box.Find("textarea").HasAttribute("value"));
        Assert.Equal("", box.Find("textarea").TextContent);
        Assert.Equal("100", box.Find("textarea").GetAttribute("maxlength"));
        Assert.Equal(("en", "auto"), (box.Find("textarea").GetAttribute("lang"), box.Find("textarea").GetAttribute("dir")));
    }

    [Fact]
    public async Task Text_FromTheBrowser_IsPassedOnOnce()
    {
        List<string> texts = [];
        IRenderedComponent<SourceBox> box = Render<SourceBox>(parameters => parameters
            .Add(part => part.Language, "en")
            .Add(part => part.Limit, 100)
            .Add(part => part.Choice, new LanguageChoice("en", "de"))
            .Add(part => part.TextChanged, (string text) => texts.Add(text)));
        await box.InvokeAsync(() => box.Instance.OnTextAsync("Hello"));
        Assert.Equal(["Hello"], texts);
    }

    [Fact]
    public void Choice_Changed_IsToldToTheBrowser()
    {
        IRenderedComponent<SourceBox> box = Show();
        box.Render(parameters => parameters.Add(part => part.Choice, new LanguageChoice("de", "en")));
        Assert.Equal(new LanguageChoice("de", "en"), Source.VerifyInvoke("setChoice").Arguments[0]);
        box.Render(parameters => parameters.Add(part => part.Language, "de"));
        Source.VerifyInvoke("setChoice", calledTimes: 1);
    }

    [Fact]
    public async Task Dispose_TellsTheBrowser()
    {
        Show();
        await DisposeComponentsAsync();
        Source.VerifyInvoke("dispose");
    }

    [Theory]
    [InlineData("en", 3)]
    [InlineData("", 3)]
    [InlineData("xx", 0)]
    public void Examples_AreOfTheLanguage(string language, int count)
    {
        IRenderedComponent<SourceBox> box = Show();
        box.Render(parameters => parameters.Add(part => part.Language, language));
        Assert.Equal(count, box.FindAll("[data-example]").Count);
    }

    private IRenderedComponent<SourceBox> Show() => Render<SourceBox>(parameters => parameters
        .Add(part => part.Language, "en")
        .Add(part => part.Limit, 100)
        .Add(part => part.Choice, new LanguageChoice("en", "de")));
}
