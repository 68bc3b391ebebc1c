using Microsoft.Playwright;
using Nmt.Model;
using Nmt.Web.Components.Parts;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>A reader who looks inside a translation.</summary>
internal static class InspectorVisit
{
    public const string Station = "Where is the train station?";

    /// <summary>One word on each side more than a document's worth of cells has room for.</summary>
    public static readonly string Long = string.Join(' ', Enumerable.Range(0, 60).Select(each => $"word{each}"));

    /// <summary>A page with a translation and one panel of the inspector open.</summary>
    public static async Task<Visit> LookInsideAsync(
        this Chromium chromium, InspectorTab tab, string text = Station, BrowserNewContextOptions? options = null)
    {
        Visit visit = await Visit.StartAsync(chromium, options, query: $"?source=en&target=de&q={Uri.EscapeDataString(text)}");
        await Expect(visit.Translation).ToHaveTextAsync(text == Station ? "Wo ist der Bahnhof?" : text.ToUpperInvariant());
        await visit.Page.ClickAsync(".fold");
        await visit.Page.ClickAsync($"#tab-{tab}");
        await Expect(visit.Page.Locator($"#tab-{tab}")).ToHaveAttributeAsync("aria-selected", "true");
        if (tab != InspectorTab.Compare) // which draws nothing
        {
            await visit.WalkableAsync();
        }

        return visit;
    }

    /// <summary>Until the picture can be walked: keys that are pressed before are lost.</summary>
    public static Task WalkableAsync(this Visit visit) =>
        Expect(visit.Page.Locator(".walker[data-ready], .heat[data-ready]")).ToHaveCountAsync(1);

    /// <summary>What the browser saves when a button is pressed.</summary>
    public static async Task<(string Name, string Text)> SaveAsync(this Visit visit, string kind)
    {
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.ClickAsync($"[data-save={kind}]"));
        await using Stream stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return (download.SuggestedFilename, await reader.ReadToEndAsync());
    }

    /// <summary>Until a model was asked such a question.</summary>
    public static async Task UntilAskedAsync(this Visit visit, Func<TranslationOptions, bool> isIt)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!visit.Host.Book.Asked.Any(isIt))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public static BrowserNewContextOptions Seen(ColorScheme scheme, int width) => new()
    {
        ColorScheme = scheme,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
    };
}
