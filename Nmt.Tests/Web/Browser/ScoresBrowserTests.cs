using System.Xml.Linq;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The scores in a real browser.</summary>
public sealed class ScoresBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Piece_WalkedTo_IsExplained()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Scores);
        await visit.Page.FocusAsync("[role=option][tabindex='0']");
        await Expect(visit.Page.Locator("#why-title")).ToHaveTextAsync("Why “Wo”?");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("#why-title")).ToHaveTextAsync("Why “ist”?");
        await Expect(visit.Page.Locator("[role=option][aria-selected=true]")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await Expect(visit.Page.Locator("#why-title")).ToHaveTextAsync("Why “(end)”?");
        await Expect(visit.Page.Locator(".why tbody tr")).ToHaveCountAsync(6);
        await visit.Page.Locator("[role=option]").Nth(1).ClickAsync();
        await Expect(visit.Page.Locator("#why-title")).ToHaveTextAsync("Why “ist”?");
    }

    [Fact]
    public async Task Downloads_AreCompleteFiles()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Scores);
        await Expect(visit.Page.Locator("[role=option]")).ToHaveCountAsync(5);
        (string name, string table) = await visit.SaveAsync("csv");
        Assert.Equal("scores.csv", name);
        Assert.Equal(["piece", "Wo", "ist", "der", "Bahnhof?", "(end)"], table.TrimEnd().Split("\r\n").Select(line => line.Split(',')[0]));
        (name, string picture) = await visit.SaveAsync("svg");
        Assert.Equal("scores.svg", name);
        Assert.Equal(5, XDocument.Parse(picture).Descendants().Count(shape => (string?)shape.Attribute("role") == "option"));
    }
}
