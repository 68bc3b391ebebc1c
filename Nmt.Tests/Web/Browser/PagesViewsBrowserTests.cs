using Microsoft.Playwright;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Tests.Web.Services.Workshop;
using Nmt.Web.Services.Workshop;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>
/// As <see cref="TranslatorViewsBrowserTests"/>, of the pages beside the translator; two of the four, since contrast is the
/// scheme's and fit the width's.
/// </summary>
public sealed class PagesViewsBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Train_AtRestRunningAndEnded_IsSound(ColorScheme scheme, int width)
    {
        await using Visit visit = await StartAsync(scheme, width);
        await visit.OpenAsync("train");
        await visit.ExpectSoundAsync("at rest");
        await visit.ClickAsync("Upload");
        await Expect(visit.Page.Locator("[role=alert]")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("a file missing");

        FakeProcess process = await visit.StartTrainingAsync();
        await Expect(visit.Page.Locator(".samples")).ToContainTextAsync("Ein Hund rennt.");
        await visit.ExpectSoundAsync("running");
        await visit.ClickAsync("Stop");
        await visit.ExpectSoundAsync("asked whether to stop");
        process.Alive = false;
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "BrokenOff");
        await visit.ExpectSoundAsync("broken off");
        process.Tell(WorkshopBench.FinishedLine);
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Finished");
        await visit.ExpectSoundAsync("finished");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task EvaluateAndModels_WithResults_AreSound(ColorScheme scheme, int width)
    {
        await using Visit visit = await StartAsync(scheme, width);
        visit.Host.Nmt.Answer = Evaluate;
        await visit.OpenAsync("evaluate");
        await visit.ExpectSoundAsync("evaluate at rest");
        await visit.PickAsync("evaluation-hypotheses", ("a.de", "Ja.\n"), ("b.de", "Nein.\n"));
        await visit.PickAsync("evaluation-references", ("ref.de", "Ja.\n"));
        await visit.PickAsync("evaluation-source", ("src.en", "Yes.\n"));
        await visit.ClickAsync("Evaluate");
        await Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("differs");
        await Expect(visit.Page.Locator(".analysis")).ToContainTextAsync("By length");
        await visit.ExpectSoundAsync("evaluation");
        await visit.Page.Locator("input[type=radio]").Nth(1).CheckAsync();
        await Expect(visit.Page.Locator("#evaluation-model")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("evaluation of a model");

        string damaged = visit.Host.Folder.Add("en", "fr");
        await File.WriteAllTextAsync(Path.Combine(damaged, ModelManifest.FileName), "{ not json", TestContext.Current.CancellationToken);
        await visit.Host.ScanAsync();
        await visit.OpenAsync("models");
        ILocator card = visit.Page.Locator(".model-card[data-model=en-de]");
        await card.GetByText("Rename").ClickAsync();
        await Expect(visit.Page.Locator("#name-en-de")).ToBeVisibleAsync();
        await visit.Page.Locator(".model-card[data-model=de-en]").GetByText("Delete").ClickAsync();
        await Expect(visit.Page.Locator(".confirm")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".model-card[data-model=en-fr]")).ToHaveAttributeAsync("data-state", "Failed");
        await visit.ExpectSoundAsync("models");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task PagesToRead_AreSound(ColorScheme scheme, int width)
    {
        await using Visit visit = await Visit.StartAsync(chromium, InspectorVisit.Seen(scheme, width), models: false);
        await Expect(visit.Page.Locator(".notice")).ToBeVisibleAsync();
        await visit.ExpectSoundAsync("no model");
        foreach (string page in (string[])["about", "not-found", "error"])
        {
            await visit.Page.GotoAsync(visit.Address + page);
            await visit.ExpectSoundAsync(page);
        }

        await visit.Page.GotoAsync($"{visit.Address}api");
        ILocator route = visit.Page.Locator("details", new() { HasText = "/api/v1/translate/stream" });
        await route.Locator("summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(route.Locator("pre").First).ToContainTextAsync("noRepeatNgram");
        await visit.ExpectSoundAsync("api");
        await visit.Page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.1" });
        await visit.OpenAsync("train");
        await Expect(visit.Page.Locator(".closed")).ToContainTextAsync("on the server's own machine");
        await visit.ExpectSoundAsync("a closed page");
    }

    /// <summary>Two systems, one better than the other, and where the second is weak.</summary>
    private static NmtOutcome Evaluate(IReadOnlyList<string> arguments)
    {
        File.WriteAllText(
            arguments.First(each => each.EndsWith("analysis.json", StringComparison.Ordinal)),
            """
            {"system":"s","lines":3,"length_ratio":0.9,"baseline_length_ratio":1.1,
            "breakdowns":[{"title":"By length","note":"n","groups":[{"label":"1-5","lines":3,"bleu":10.5,"chrf":20.5,"baseline_bleu":9}]}]}
            """);
        File.WriteAllText(arguments.First(each => each.EndsWith("report.html", StringComparison.Ordinal)), "<h1>Analysis</h1>");
        return new NmtOutcome(0, EvaluationsTests.TwoSystems, []);
    }

    private Task<Visit> StartAsync(ColorScheme scheme, int width) =>
        Visit.StartAsync(chromium, InspectorVisit.Seen(scheme, width));
}
