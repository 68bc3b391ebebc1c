using Bunit;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class UnitExperimentTests : MemoryContext
{
    private SearchChange? _change;

    [Fact]
    public async Task SwitchedOff_TranslatesAnewAndMarksTheDifference()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        int unit = int.Parse(panel.Find("input.which").GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
        await panel.Find(".experiment button").ClickAsync();
        Assert.Equal("true", panel.Find(".outcome").GetAttribute("aria-busy"));

        UnitClamp held = Assert.Single(Translator.Last.Request.Search!.Clamps);
        Assert.Equal(UnitClamp.Off(MemorySide.SourceForward, 0, unit), held);
        Assert.Equal(5, Translator.Last.Request.Search.Search.Beam);
        Assert.True(Translator.Last.Request.Search.SplitSentences);
        Assert.Equal([held], Memory.Questions[^1].Clamps);

        Translator.Last.Finish("das grüne Haus");
        panel.WaitForAssertion(() => Assert.Equal("[no longer: rote]", panel.Find("del").TextContent), TimeSpan.FromSeconds(30));
        Assert.Equal("[instead: grüne]", panel.Find("ins").TextContent);
        Assert.Equal("false", panel.Find(".outcome").GetAttribute("aria-busy"));
        Assert.Contains("switched off", panel.Find(".held li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcome_SameText_SaysSo()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".experiment button").ClickAsync();
        Translator.Last.Finish("das rote Haus");
        panel.WaitForAssertion(() => Assert.Contains("stays the same", panel.Find(".outcome").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Gate_HeldInAllUnits_IsAskedForWithItsValue()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".group select").ChangeAsync("Candidate");
        await panel.Find(".group input[type=number]").ChangeAsync("-0.5");
        await panel.Find(".group input[type=checkbox]").ChangeAsync(true);
        await panel.Find(".group button").ClickAsync();
        Assert.Equal(
            new UnitClamp(MemorySide.SourceForward, 0, null, Gate.Candidate, -0.5f),
            Assert.Single(Translator.Last.Request.Search!.Clamps));
        Assert.Contains("all units, layer 1 of the source →: candidate held at -0.5", panel.Find(".held li").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 1)]
    [InlineData("-1", 0)]
    [InlineData("NaN", 0)]
    [InlineData("none", 0)]
    public async Task Gate_ValueOutOfRange_IsBroughtIntoIt(string typed, float value)
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".group input[type=number]").ChangeAsync(typed);
        await panel.Find(".group button").ClickAsync();
        Assert.Equal(value, Assert.Single(Translator.Last.Request.Search!.Clamps).Value);
    }

    [Fact]
    public async Task LetGo_TheLast_ShowsTheNetworkAsItIs()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".experiment button").ClickAsync();
        await panel.Find(".held button").ClickAsync();
        Assert.Empty(panel.FindAll(".outcome"));
        Assert.Empty(Memory.Questions[^1].Clamps);
    }

    [Fact]
    public async Task Another_WhileTranslating_CancelsTheFirst()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".experiment button").ClickAsync();
        ScriptedCall first = Translator.Last;
        await panel.Find(".group button").ClickAsync();
        Assert.True(first.Token.IsCancellationRequested);
        Assert.Equal(2, Translator.Last.Request.Search!.Clamps.Count);
        Translator.Last.Finish("das Haus");
        panel.WaitForAssertion(() => Assert.Equal("[no longer: rote]", panel.Find("del").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Fault_IsShown()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".experiment button").ClickAsync();
        Translator.Last.Fail(new NmtException("These units cannot be held."));
        panel.WaitForAssertion(() => Assert.Equal("These units cannot be held.", panel.Find(".outcome .fault").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Translating_IsSaid_AndMoreThanEnoughIsNotHeld()
    {
        UnitClamp[] most = [.. Enumerable.Range(0, 16).Select(unit => UnitClamp.Off(MemorySide.Target, 0, unit))];
        IRenderedComponent<UnitExperiment> experiment = Render<UnitExperiment>(parameters => parameters
            .Add(part => part.Subject, Subject()).Add(part => part.Side, MemorySide.Target)
            .Add(part => part.Layer, 0).Add(part => part.Unit, 20).Add(part => part.Clamps, most));
        Assert.Contains("Translating without it…", experiment.Find(".outcome").TextContent, StringComparison.Ordinal);
        Assert.Equal(16, experiment.FindAll(".held li").Count);
        Assert.All(experiment.FindAll(".controls button"), button => Assert.True(button.HasAttribute("disabled")));

        experiment.Render(parameters => parameters.Add(part => part.Clamps, most[1..]));
        Assert.All(experiment.FindAll(".controls button"), button => Assert.False(button.HasAttribute("disabled")));
    }

    [Fact]
    public async Task UseOnThePage_RaisesTheChange()
    {
        IRenderedComponent<MemoryPanel> panel = Show();
        await panel.Find(".experiment button").ClickAsync();
        Translator.Last.Finish("das grüne Haus");
        panel.WaitForAssertion(() => panel.Find(".outcome button"), TimeSpan.FromSeconds(30));
        await panel.Find(".outcome button").ClickAsync();
        Assert.Equal(Translator.Last.Request.Search!.Clamps, _change!.Clamps);
    }

    private IRenderedComponent<MemoryPanel> Show() => Render<MemoryPanel>(parameters => parameters
        .Add(part => part.Subject, Subject())
        .Add(part => part.Changed, (SearchChange change) => _change = change));
}
