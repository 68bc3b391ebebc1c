using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

/// <summary>A source pane whose part in the browser is slower than the translation of what the address says.</summary>
public sealed class LateSourceBoxTests : BunitContext
{
    private readonly LateBrowser _browser = new();

    public LateSourceBoxTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Remember_BeforeTheBrowserIsThere_IsToldWhenItIs()
    {
        IRenderedComponent<SourceBox> box = Render<SourceBox>(parameters => parameters
            .Add(part => part.Language, "en")
            .Add(part => part.Limit, 100)
            .Add(part => part.Choice, new LanguageChoice("en", "de")));
        var entry = new HistoryEntry("A cat.", "Eine Katze.", "en", "de");
        await box.InvokeAsync(() => box.Instance.RememberAsync(entry));
        Assert.Empty(_browser.Calls);
        await box.InvokeAsync(_browser.Attach);
        box.WaitForAssertion(() => Assert.Equal([("remember", entry)], _browser.Calls), TimeSpan.FromSeconds(30));
    }
}
