using Microsoft.Playwright;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The inspector's memory and comparison in a real browser, over a real server with cells that swing.</summary>
public sealed class MemoryBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Map_ByKeyboard_ReadsCellsAndChoosesAUnit()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Memory);
        ILocator map = visit.Page.Locator("#memory-map");
        await Expect(map.Locator("rect.cell")).ToHaveCountAsync(20 * 6);
        await visit.Page.Locator("select.order").SelectOptionAsync("Number");
        await Expect(map.Locator("[role=rowheader]").First).ToContainTextAsync("unit 0");

        await map.Locator("[data-cell='0,0']").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(map.Locator("[data-cell='1,1']")).ToBeFocusedAsync();
        await Expect(map.Locator("[data-readout]")).ToContainTextAsync("unit 1, “is”:");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("input.which")).ToHaveValueAsync("1");
        await Expect(visit.Page.Locator("#unit-chart svg[aria-label^='Unit 1 ']")).ToBeVisibleAsync();
        await visit.ExpectAccessibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Canvas_AllUnits_IsPaintedWalkedAndChosenFrom(ColorScheme scheme, int width)
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Memory, options: InspectorVisit.Seen(scheme, width));
        await visit.Page.Locator("select.side").SelectOptionAsync("Target");
        await visit.Page.Locator("select.order").SelectOptionAsync("Number");
        await visit.Page.Locator("select.most").SelectOptionAsync($"{int.MaxValue}");
        await Expect(visit.Page.Locator("canvas[data-painted='600x5']")).ToBeVisibleAsync();
        Assert.True(await ColoursAsync(visit) > 10);

        await visit.Page.Locator("[data-board]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("PageDown");
        await visit.Page.Keyboard.PressAsync("End");
        await Expect(visit.Page.Locator("[data-board] [role=gridcell]")).ToContainTextAsync("unit 10, “Bahnhof?”: ");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("input.which")).ToHaveValueAsync("10");
        await visit.ExpectSoundAsync("a canvas");
    }

    [Fact]
    public async Task Canvas_PageTurnsDark_IsPaintedAnew()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Memory);
        await visit.Page.Locator("select.side").SelectOptionAsync("Target");
        await visit.Page.Locator("select.most").SelectOptionAsync($"{int.MaxValue}");
        await Expect(visit.Page.Locator("canvas[data-painted]")).ToBeVisibleAsync();
        string light = await visit.Page.Locator("canvas").EvaluateAsync<string>("canvas => canvas.toDataURL()");
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await visit.Page.WaitForFunctionAsync("before => document.querySelector('canvas').toDataURL() !== before", light);
    }

    [Fact]
    public async Task Unit_SwitchedOff_TheDifferenceIsMarked()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Memory);
        await visit.Page.Locator(".experiment button").First.ClickAsync();
        await Expect(visit.Page.Locator(".outcome ins")).ToContainTextAsync("denn");
        await Expect(visit.Page.Locator(".held li")).ToContainTextAsync("switched off");
        await visit.ExpectAccessibleAsync();
        await visit.Page.Locator(".held button").ClickAsync();
        await Expect(visit.Page.Locator(".outcome")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Words_GatesThenGradient_AreShown()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Memory);
        await visit.Page.Locator("select.view").SelectOptionAsync("words");
        await Expect(visit.Page.Locator("#kept rect.cell")).ToHaveCountAsync(36);
        await visit.Page.GetByText("Measure the gradient, too").ClickAsync();
        await Expect(visit.Page.Locator("#influence rect.cell")).ToHaveCountAsync(36);
        await visit.ExpectAccessibleAsync();
    }

    [Fact]
    public async Task Pictures_Saved_AreFiles()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Memory);
        (string name, string table) = await visit.SaveAsync("csv");
        Assert.Equal("memory-sourceforward-layer1-cell.csv", name);
        Assert.StartsWith("unit,Where,is,the,train,station?,(end)", table, StringComparison.Ordinal);

        (_, string drawn) = await visit.SaveAsync("svg");
        Assert.StartsWith("<svg", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("fill=\"var(", drawn, StringComparison.Ordinal);

        await visit.Page.Locator("select.side").SelectOptionAsync("Target");
        await visit.Page.Locator("select.most").SelectOptionAsync($"{int.MaxValue}");
        await Expect(visit.Page.Locator("canvas[data-painted]")).ToBeVisibleAsync();
        (_, string painted) = await visit.SaveAsync("svg");
        Assert.Contains("data:image/png", painted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_TwoModels_DifferencesAreMarked()
    {
        await using Visit visit = await chromium.LookInsideAsync(InspectorTab.Compare);
        await Expect(visit.Page.Locator("#inspector-panel .note")).ToContainTextAsync("Only one model");
        visit.Host.Folder.Add("en", "de", "en-de-older");
        await visit.Host.ScanAsync();
        await visit.Page.Locator("select.other").SelectOptionAsync("en-de-older");
        await Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("Both models say the same.");
        await Expect(visit.Page.Locator("#attention-difference rect.cell")).ToHaveCountAsync(30);
        await visit.WalkableAsync();
        await visit.Page.Locator("#attention-difference [data-cell='0,0']").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("#attention-difference [data-readout]")).ToContainTextAsync("Wo, “is”: 0.00");
        (string name, string drawn) = await visit.SaveAsync("svg");
        Assert.Equal("attention-difference.svg", name);
        Assert.DoesNotContain("fill=\"var(", drawn, StringComparison.Ordinal);
        await visit.ExpectAccessibleAsync();
    }

    // How many colours the canvas shows: a picture that failed is of one or two.
    private static Task<int> ColoursAsync(Visit visit) => visit.Page.Locator("canvas").EvaluateAsync<int>(
        "canvas => new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size");
}
