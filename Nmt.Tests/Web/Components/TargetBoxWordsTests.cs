using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class TargetBoxWordsTests : WebContext
{
    private readonly List<int> _words = [];
    private bool _restored;

    [Fact]
    public void Render_Done_WordsAreButtonsAndTheTextIsTheSame()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Done);
        Assert.Equal("Wo ist es?", box.Find("#translation").TextContent);
        Assert.Equal(["Wo", "ist", "es", "?"], box.FindAll("[data-word]").Select(word => word.TextContent));
        Assert.All(box.FindAll("[data-word]"), word => Assert.Equal(("button", "-1"), (word.GetAttribute("role"), word.GetAttribute("tabindex"))));
        Assert.Equal("0", box.Find("#translation").GetAttribute("tabindex"));
    }

    [Fact]
    public void Render_Working_IsPlainTextThatKeepsItsTabStop()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Working);
        Assert.Empty(box.FindAll("[data-word]"));
        Assert.Equal("Wo ist es?", box.Find("#translation").TextContent);
        Assert.Equal("0", box.Find("#translation").GetAttribute("tabindex"));
    }

    [Fact]
    public void Render_Doubtful_IsMarkedAndSaysWhy()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Done, logProbability: -1.2f);
        IElement word = box.FindAll("[data-word]")[0];
        Assert.True(word.HasAttribute("data-doubt"));
        Assert.Equal("Unsure: the model gave this word 30 %.", word.GetAttribute("aria-description"));
        Assert.Equal("Unsure: the model gave this word 30 %.", word.GetAttribute("title"));
        Assert.False(box.FindAll("[data-word]")[3].HasAttribute("data-doubt"));
    }

    [Fact]
    public void Render_Sure_IsNotMarked() =>
        Assert.Empty(Show(SessionState.Done, logProbability: -0.1f).FindAll("[data-doubt]"));

    [Fact]
    public void Render_Links_NameThePlacesInTheSource() =>
        Assert.Equal(["0-5", "6-8", "9-11 11-12", "9-11 11-12"], Show(SessionState.Done).FindAll("[data-word]").Select(word => word.GetAttribute("data-from")));

    [Fact]
    public void Render_OpenPlace_IsExpanded() =>
        Assert.Equal([null, "true", null, null], Show(SessionState.Done, open: 1).FindAll("[data-word]").Select(word => word.GetAttribute("aria-expanded")));

    [Theory]
    [InlineData(2, true)]
    [InlineData(99, false)]
    [InlineData(-1, false)]
    public async Task Word_FromTheBrowser_IsReportedWhereItExists(int word, bool reported)
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Done);
        await box.InvokeAsync(() => box.Instance.OnWordAsync(word));
        Assert.Equal(reported ? [word] : [], _words);
    }

    [Fact]
    public async Task Changed_CanBeTakenBack()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Done, changed: "Your words are kept.");
        Assert.Contains("Your words are kept.", box.Find(".changed").TextContent, StringComparison.Ordinal);
        Assert.True(box.Find("section").HasAttribute("data-changed"));
        await box.Find(".undo").ClickAsync();
        Assert.True(_restored);
    }

    [Fact]
    public async Task Escape_NothingChanged_DoesNothing()
    {
        IRenderedComponent<TargetBox> box = Show(SessionState.Done);
        await box.InvokeAsync(() => box.Instance.OnEscapeAsync());
        Assert.False(_restored);
        Assert.Empty(box.FindAll(".changed"));
    }

    [Fact]
    public void Improve_NobodyTakesSuggestions_HasNoButton() =>
        Assert.Empty(Show(SessionState.Done).FindAll("[aria-label='Improve this translation']"));

    private IRenderedComponent<TargetBox> Show(SessionState state, float logProbability = -0.2f, int? open = null, string? changed = null)
    {
        Translation translation = Translations.Of("Where is it?", "Wo ist es?");
        TranslationHypothesis hypothesis = translation.Hypotheses[0] with
        {
            PieceLogProbabilities = [.. translation.Hypotheses[0].Pieces.Select(_ => logProbability)],
        };
        return Render<TargetBox>(parameters => parameters
            .Add(part => part.State, state)
            .Add(part => part.Text, "Wo ist es?")
            .Add(part => part.Language, "de")
            .Add(part => part.Words, TargetWords.Of(translation, hypothesis))
            .Add(part => part.Open, open)
            .Add(part => part.Changed, changed)
            .Add(part => part.WordChosen, _words.Add)
            .Add(part => part.Restored, EventCallback.Factory.Create(this, () => _restored = true)));
    }
}
