using Microsoft.Playwright;
using Nmt.Model;
using Nmt.Tests.Web.Services.Workshop;
using Nmt.Web.Services.Workshop;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>A builder without a pointer, as in <see cref="KeyboardBrowserTests"/>.</summary>
public sealed class WorkshopKeyboardBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Builder_StartsATraining()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.PrepareCorpusAsync();
        await visit.OpenAsync("train");
        await visit.TabToAsync("#preset");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.TabToAsync("#run-name");
        await visit.Page.Keyboard.TypeAsync("mine");
        await visit.EnterAsync(".recipe .button.primary");
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-run", "mine");
        IReadOnlyList<string> asked = visit.Host.Nmt.Last.Arguments;
        Assert.Equal(TrainingPreset.All[1].Name, asked[asked.ToList().IndexOf("--preset") + 1]);
    }

    [Fact]
    public async Task Builder_Evaluates()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        visit.Host.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.OneSystem, []);
        await visit.OpenAsync("evaluate");
        foreach ((string field, string name) in (IEnumerable<(string, string)>)[("hypotheses", "a.de"), ("references", "ref.de")])
        {
            await Expect(visit.Page.Locator($"[data-ready] > #evaluation-{field}")).ToBeAttachedAsync();
            await visit.TabToAsync($"#evaluation-{field}");
            await visit.Page.SetInputFilesAsync(":focus", WorkshopVisit.Payload(name, "Ja.\n"));
            await Expect(visit.Page.Locator($"[data-filled] > #evaluation-{field}")).ToBeAttachedAsync();
        }

        await visit.EnterAsync(".form .button.primary");
        await Expect(visit.Page.Locator(".score")).ToHaveTextAsync(["35.85", "60.10"]);
    }

    [Fact]
    public async Task Builder_ThinksBetterOfDeletingAndRenames()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.OpenAsync("models");
        const string card = ".model-card[data-model=en-de]";
        await visit.EnterAsync($"{card} .actions .button:last-child");
        ILocator question = visit.Page.Locator(".confirm");
        await Expect(question.GetByText("Keep it")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(question).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator($"{card} .actions .button:last-child")).ToBeFocusedAsync();

        await visit.EnterAsync($"{card} [data-rename]", "Shift+Tab");
        await Expect(visit.Page.Locator("#name-en-de")).ToBeFocusedAsync();
        await visit.EnterAsync($"{card} .actions .button:last-child"); // Cancel
        await Expect(visit.Page.Locator($"{card} [data-rename]")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("#name-en-de")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Control+a");
        await visit.Page.Keyboard.TypeAsync("Mine");
        await visit.EnterAsync($"{card} .button.primary");
        await Expect(visit.Page.Locator(".model-card[data-model=Mine]")).ToHaveAttributeAsync("data-state", "Ready");
        Assert.Equal("Mine", ModelManifest.Read(Path.Combine(visit.Host.Folder.Models, "Mine")).Name);
    }
}
