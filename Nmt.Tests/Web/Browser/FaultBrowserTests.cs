using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>What goes wrong in the field, as the reader sees it, and that the server goes on.</summary>
public sealed class FaultBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task QueueFull_IsSaid_AndTryAgainTranslates()
    {
        WebHost host = new WebHost().With("Nmt:QueueLength", "1").With("Nmt:DeadlineSeconds", "600");
        await using Visit visit = await Visit.StartAsync(chromium, host, query: "?source=en&target=de");
        using var started = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        visit.Host.Book.BeforeWord = (_, token) =>
        {
            started.Release();
            go.Wait(token);
        };

        // One reader's text is being decoded, another's waits: there is no room for a third.
        using IServiceScope others = visit.Host.Services.CreateScope();
        ITranslator translator = others.ServiceProvider.GetRequiredService<ITranslator>();
        Task<IReadOnlyList<Translation>> first = translator.TranslateAsync(Ask("first"), TestContext.Current.CancellationToken);
        Assert.True(await started.WaitAsync(Visit.Patience, TestContext.Current.CancellationToken));
        Task<IReadOnlyList<Translation>> second = translator.TranslateAsync(Ask("second"), TestContext.Current.CancellationToken);
        await visit.Source.FillAsync("third");
        ILocator fault = visit.Page.Locator(".fault[role=alert]");
        await Expect(fault).ToContainTextAsync("The server is busy with other texts. Please try again in a moment.");
        await visit.ExpectAccessibleAsync();

        go.Set();
        Assert.Equal("FIRST", (await first)[0].Text);
        Assert.Equal("SECOND", (await second)[0].Text);
        await fault.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await visit.ExpectTranslationAsync("THIRD");
        await Expect(fault).ToHaveCountAsync(0);
        await Expect(visit.Source).ToHaveValueAsync("third");
    }

    [Fact]
    public async Task ModelDeleted_UnderAnOpenPage_IsSaidAndWhatWasTypedStays()
    {
        await using Visit visit = await Visit.StartAsync(chromium, query: "?source=en&target=de&q=older");
        await visit.ExpectTranslationAsync("OLDER");
        await visit.Source.FillAsync("newer");
        await visit.ExpectTranslationAsync("NEWER");

        visit.Host.Folder.Remove("en-de");
        await visit.Host.ScanAsync();
        await Expect(visit.Page.Locator(".toast")).ToHaveTextAsync("English → German is no longer available; German → English is chosen now");
        await Expect(visit.Page.Locator("#source-language")).ToHaveValueAsync("de");
        await visit.ExpectTranslationAsync("NEWER");

        visit.Host.Folder.Remove("de-en");
        await visit.Host.ScanAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no model" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("Your text is kept");
        visit.Host.Folder.Add("en", "de");
        await visit.Host.ScanAsync();
        await Expect(visit.Source).ToHaveValueAsync("newer");
        await visit.ExpectTranslationAsync("NEWER");
    }

    [Fact]
    public async Task ModelDeleted_InMidTranslation_TheTranslationIsFinished()
    {
        await using Visit visit = await Visit.StartAsync(chromium, query: "?source=en&target=de");
        using var go = new ManualResetEventSlim();
        visit.Host.Book.BeforeWord = (word, token) =>
        {
            if (word == "TWO")
            {
                go.Wait(token);
            }
        };
        await visit.Source.FillAsync("one two");
        await visit.ExpectTranslationAsync("ONE");
        visit.Host.Folder.Remove("en-de");
        Task scan = visit.Host.ScanAsync();
        go.Set();
        await visit.ExpectTranslationAsync("ONE TWO");
        await scan;
        await Expect(visit.Page.Locator(".toast")).ToHaveTextAsync("English → German is no longer available; German → English is chosen now");
        await visit.ExpectTranslationAsync("ONE TWO");
        Assert.Single(visit.Host.Book.Batches, batch => batch.Contains("one two")); // it was not begun again by another model
    }

    [Fact]
    public async Task BundleDamaged_SaysWhichAndWhy_AndIsServedOnceMended()
    {
        await using Visit visit = await Visit.StartAsync(chromium, models: false);
        string folder = Directory.CreateDirectory(Path.Combine(visit.Host.Folder.Models, "en-de")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "damaged"), "", TestContext.Current.CancellationToken);
        visit.Host.Folder.Add("en", "de");
        await visit.Host.ScanAsync();
        ILocator fault = visit.Page.Locator(".notice [role=alert]");
        await Expect(fault).ToContainTextAsync("The model “en-de” could not be loaded.");
        await Expect(fault).ToContainTextAsync("model.safetensors: damaged. Copy or train the model again.");
        await Expect(fault).Not.ToContainTextAsync(folder);
        await visit.ExpectAccessibleAsync();

        await visit.OpenAsync("models");
        ILocator card = visit.Page.Locator(".model-card[data-model=en-de]");
        await Expect(card).ToHaveAttributeAsync("data-state", "Failed");
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("damaged. Copy or train the model again.");
        await visit.ExpectAccessibleAsync();

        await visit.OpenAsync("?q=hello");
        File.Delete(Path.Combine(folder, "damaged"));
        File.SetLastWriteTimeUtc(Path.Combine(folder, ModelManifest.FileName), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await visit.Host.ScanAsync();
        await visit.ExpectTranslationAsync("HELLO");
    }

    [Fact]
    public async Task TrainingKilled_IsSaidAndMayGoOn_AndTheTranslatorWorksMeanwhile()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        FakeProcess killed = await visit.StartTrainingAsync();
        ILocator run = visit.Page.Locator(".run");

        killed.Alive = false;
        await Expect(run).ToHaveAttributeAsync("data-state", "BrokenOff");
        await Expect(run.Locator(".meaning")).ToContainTextAsync("it was killed, ran out of memory");
        await Expect(run.Locator(".meaning")).ToContainTextAsync("Resume goes on from the checkpoint of step 120.");
        await visit.ExpectAccessibleAsync();

        await visit.ClickAsync("Resume");
        await Expect(run).ToHaveAttributeAsync("data-state", "Training");
        Assert.Equal(2, visit.Host.Nmt.Processes.Count);
        Assert.Equal(killed.Arguments, visit.Host.Nmt.Last.Arguments);
        await visit.OpenAsync("?source=en&target=de&q=hello");
        await visit.ExpectTranslationAsync("HELLO");
    }

    private static TranslationRequest Ask(string text) => new() { Model = "en-de", Texts = [text] };
}
