using System.Xml.Linq;
using Microsoft.Playwright;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The search tree in a real browser.</summary>
public sealed class BeamBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Tree_Keyboard_WalksAndAdoptsABranch()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Beam);
        await visit.Page.FocusAsync("[role=treeitem][tabindex='0']");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator(":focus")).ToHaveAttributeAsync("data-cell", "0,1");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visit.Page.Locator("[data-readout]")).ToContainTextAsync("“liegt”, step 2, rank 2");
        await Expect(visit.Page.Locator(".details strong")).ToHaveTextAsync("Wo liegt");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visit.Page.Locator(":focus")).ToHaveAttributeAsync("data-cell", "0,0");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectTranslationAsync("Wo liegt der Bahnhof?");
    }

    [Fact]
    public async Task Node_Clicked_ShowsItsBranchAndAButtonToAdoptIt()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Beam);
        await visit.Page.Locator("[role=treeitem]", new() { HasText = "befindet" }).ClickAsync();
        await Expect(visit.Page.Locator(".details strong")).ToHaveTextAsync("Wo befindet");
        await visit.Page.ClickAsync("[data-adopt]");
        await visit.ExpectTranslationAsync("Wo befindet sich der Bahnhof?");
    }

    [Fact]
    public async Task Slider_ReplaysTheSearch()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Beam);
        ILocator nodes = visit.Page.Locator("[role=treeitem]");
        await visit.Page.FocusAsync("[data-replay]");
        await visit.Page.Keyboard.PressAsync("Home");
        await Expect(nodes).ToHaveCountAsync(1);
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("output")).ToHaveTextAsync("2 of 6");
        await Expect(nodes).ToHaveCountAsync(4);
        await Expect(visit.Page.Locator(".node.returned")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("End");
        await Expect(visit.Page.Locator(".node.returned")).ToHaveCountAsync(5);

        await visit.Page.GetByLabel("Show what fell off the beam").CheckAsync();
        await Expect(visit.Page.Locator(".node.offbeam")).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Search_UnderWay_GrowsBeforeTheReadersEyes()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Beam);
        await Expect(visit.Page.Locator("[role=tree]")).ToBeVisibleAsync();
        using var step = new SemaphoreSlim(0);
        visit.Host.Book.BeforeWord = (_, token) => step.Wait(token);
        await visit.Page.FillAsync("textarea", "My sister does not eat meat.");
        step.Release();
        await Expect(visit.Page.Locator(".beam-panel output")).ToHaveTextAsync("1 so far");
        await Expect(visit.Page.Locator("[role=treeitem] .piece")).ToHaveTextAsync(["Meine"]);
        await visit.ExpectAccessibleAsync();

        step.Release(100);
        await visit.ExpectTranslationAsync("Meine Schwester isst kein Fleisch.");
        await Expect(visit.Page.Locator(".beam-panel output")).ToHaveTextAsync("6 of 6");
        await Expect(visit.Page.Locator(".node.path .piece")).ToHaveTextAsync(["Meine", "Schwester", "isst", "kein", "Fleisch.", "(end)"]);
    }

    [Fact]
    public async Task Downloads_AreCompleteFiles()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Beam);
        await Expect(visit.Page.Locator("[role=tree]")).ToBeVisibleAsync();
        (string name, string table) = await visit.SaveAsync("csv");
        Assert.Equal("beam.csv", name);
        Assert.Equal(6, table.Split('\n').Count(line => line.Contains("OffBeam", StringComparison.Ordinal)));
        (name, string picture) = await visit.SaveAsync("svg");
        Assert.Equal("beam.svg", name);
        Assert.Equal(
            await visit.Page.Locator("[role=treeitem]").CountAsync(),
            XDocument.Parse(picture).Descendants().Count(shape => (string?)shape.Attribute("role") == "treeitem"));
    }
}
