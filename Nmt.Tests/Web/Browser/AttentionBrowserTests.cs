using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using Nmt.Model.Search;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The attention panel in a real browser.</summary>
public sealed partial class AttentionBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Tabs_Keyboard_ShowOnePanelAfterTheOther()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        await visit.Page.FocusAsync("#tab-Attention");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("#tab-Beam")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[role=tree]")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[role=grid]")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visit.Page.Locator("[role=grid]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Grid_Arrows_StopAtTheEdgesAndReadOut()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        await Expect(visit.Page.Locator("[role=gridcell]")).ToHaveCountAsync(30);
        await visit.Page.FocusAsync("[data-cell='0,0']");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visit.Page.Locator("[data-cell='0,0']")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visit.Page.Locator("[data-cell='1,1']")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Control+End");
        await Expect(visit.Page.Locator("[data-cell='4,5']")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[data-readout]")).ToHaveTextAsync(Looks());
        await Expect(visit.Page.Locator("[role=gridcell][tabindex='0']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Cell_Clicked_HoldsTheAttentionAndTranslatesOnFromIt()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        await visit.Page.ClickAsync("[data-cell='2,0']");
        await Expect(visit.Page.Locator(".cell.forced")).ToHaveAttributeAsync("data-cell", "2,0");
        Assert.Equal(new ForcedAttention(2, 0), Assert.Single(visit.Host.Book.Asked[^1].ForcedAttention));
        Assert.Equal("Wo ist ", visit.Host.Book.Asked[^1].Constraints.Prefix);
    }

    [Fact]
    public async Task Cell_DraggedAlongItsRow_HoldsWhereItIsDropped()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        await visit.Page.Locator("[data-cell='1,1']").HoverAsync();
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Locator("[data-cell='1,4']").HoverAsync();
        await visit.Page.Mouse.UpAsync();
        await Expect(visit.Page.Locator(".cell.forced")).ToHaveAttributeAsync("data-cell", "1,4");
        Assert.Equal(new ForcedAttention(1, 4), Assert.Single(visit.Host.Book.Asked[^1].ForcedAttention));
    }

    [Fact]
    public async Task Cell_Enter_HoldsIt()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        await visit.Page.FocusAsync("[data-cell='0,0']");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator(".cell.forced")).ToHaveAttributeAsync("data-cell", "0,1");
    }

    [Fact]
    public async Task Lines_Walked_LightUpWhatAWordLooksAt()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        await visit.Page.GetByLabel("Draw as lines").CheckAsync();
        await Expect(visit.Page.Locator(".walker[data-ready] .lines")).ToBeVisibleAsync();
        await visit.Page.FocusAsync(".word[data-cell='0,0']");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        ILocator word = visit.Page.Locator(".word[data-cell='0,1']");
        await Expect(word).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[data-readout]")).ToHaveTextAsync((await word.GetAttributeAsync("aria-label"))!);
        Assert.True(await visit.Page.Locator(".line.lit").CountAsync() > 0);
        Assert.True(await visit.Page.Locator(".line:not(.lit)").CountAsync() > 0);
        await visit.Page.Locator(".word[data-cell='3,1']").HoverAsync();
        await Expect(visit.Page.Locator(".word.lit")).ToHaveAttributeAsync("data-cell", "3,1");
    }

    [Fact]
    public async Task Downloads_AreCompleteFiles()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention);
        (string name, string table) = await visit.SaveAsync("csv");
        Assert.Equal("attention.csv", name);
        string[] lines = table.TrimEnd().Split("\r\n");
        Assert.Equal("target,Where,is,the,train,station?,(end)", lines[0]);
        Assert.Equal(1, lines[1].Split(',').Skip(1).Sum(share => double.Parse(share, CultureInfo.InvariantCulture)), 1e-4);

        (name, string picture) = await visit.SaveAsync("svg");
        Assert.Equal("attention.svg", name);
        XElement svg = XDocument.Parse(picture).Root!;
        Assert.Equal(30, svg.Descendants().Count(shape => (string?)shape.Attribute("role") == "gridcell"));
        Assert.Contains(svg.Descendants(), shape => shape.Value == "Bahnhof?" && ((string?)shape.Attribute("font-size")) == "14px");
    }

    [Fact]
    public async Task LongSentence_OnACanvas_IsReadAndHeldByKeyboard()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Attention, InspectorVisit.Long);
        ILocator canvas = visit.Page.Locator("canvas");
        await canvas.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("[data-readout]")).ToContainTextAsync("“WORD1” looks at “word1”");
        Assert.Equal(0, await visit.Page.Locator("[role=gridcell]").CountAsync());
        int colours = await canvas.EvaluateAsync<int>(
            "canvas => new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size");
        Assert.True(colours > 10, $"{colours} colours");

        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.UntilAskedAsync(options => options.ForcedAttention is [{ Step: 1, SourcePosition: 1 }]);
        (_, string picture) = await visit.SaveAsync("svg");
        Assert.Contains("data:image/png;base64,", picture, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canvas_IsAccessible()
    {
        await using Visit visit = await chromium.LookInsideAsync(
            InspectorTab.Attention, InspectorVisit.Long, InspectorVisit.Seen(ColorScheme.Light, 360));
        await Expect(visit.Page.Locator("canvas")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("a canvas");
    }

    [GeneratedRegex("looks at “.*”: [01]\\.[0-9]{2}$")]
    private static partial Regex Looks();
}
