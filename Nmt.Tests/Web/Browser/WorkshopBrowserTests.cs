using Microsoft.Playwright;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Tests.Web.Services.Workshop;
using Nmt.Web.Services.Workshop;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The pages that change the server in a real browser on the server's machine; processes are fakes.</summary>
public sealed class WorkshopBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Train_FromTwoFilesToAServedModel()
    {
        await using Visit visit = await StartAsync();
        visit.Host.Nmt.Answer = WorkshopVisit.Prepare;
        await visit.OpenAsync("train");
        await visit.Page.FillAsync("#corpus-source-language", "en");
        await visit.Page.FillAsync("#corpus-target-language", "de");
        await visit.PickAsync("corpus-source", ("talks.en", "Yes.\n"));
        await visit.PickAsync("corpus-target", ("talks.de", "Ja.\n"));
        await visit.ClickAsync("Upload");
        await visit.ClickAsync("Check it");
        await Expect(visit.Page.Locator(".report tbody tr")).ToHaveCountAsync(2);
        await visit.ClickAsync("Prepare it");
        await visit.ExpectAccessibleAsync();
        await visit.Page.SelectOptionAsync("#preset", "pairs-5k");
        await visit.ClickAsync("Start training");
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Starting");

        FakeProcess process = visit.Host.Nmt.Last;
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.EvaluateLine);
        WorkshopBench.WriteBundle(Path.Combine(process.Output, "best"));
        await Expect(visit.Page.Locator(".chart polyline")).ToHaveCountAsync(3);
        await Expect(visit.Page.Locator(".samples")).ToContainTextAsync("Ein Hund rennt.");
        await visit.ExpectAccessibleAsync();

        process.Tell(WorkshopBench.FinishedLine);
        process.Alive = false;
        await visit.ClickAsync("Serve this model");
        await visit.ClickAsync("Replace it");
        await Expect(visit.Page.Locator(".notice-line.done")).ToContainTextAsync("Installed as “en-de”");
        Assert.Equal("talks en-de", ModelManifest.Read(Path.Combine(visit.Host.Folder.Models, "en-de")).Name);
    }

    [Fact]
    public async Task Train_ReloadedPage_FindsTheRunAndMayPauseItByKeyboard()
    {
        await using Visit visit = await StartAsync();
        await visit.PrepareCorpusAsync();
        await visit.OpenAsync("train");
        await visit.ClickAsync("Start training");
        await Expect(visit.Page.Locator(".run")).ToBeVisibleAsync();
        visit.Host.Nmt.Last.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine);

        await visit.Page.ReloadAsync();
        await visit.ReadyAsync();
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Training");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Ending");
        Assert.True(visit.Host.Nmt.Last.Terminated);

        visit.Host.Nmt.Last.Tell(WorkshopBench.InterruptedLine);
        visit.Host.Nmt.Last.Alive = false;
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Paused");
        await visit.ClickAsync("Resume");
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Training");
        Assert.Equal(2, visit.Host.Nmt.Processes.Count);
    }

    [Fact]
    public async Task Evaluate_DroppedFiles_ShowScores()
    {
        await using Visit visit = await StartAsync();
        visit.Host.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.TwoSystems, []);
        await visit.OpenAsync("evaluate");
        await visit.PickAsync("evaluation-hypotheses", ("a.de", "Ja.\n"), ("b.de", "Nein.\n"));
        await visit.PickAsync("evaluation-references", ("ref.de", "Ja.\n"));
        await visit.ClickAsync("Evaluate");
        await Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("differs");
        await visit.ExpectAccessibleAsync();
    }

    [Fact]
    public async Task Models_DownloadedBundle_MayBeUploadedAgainAndDeleted()
    {
        await using Visit visit = await StartAsync();
        WorkshopBench.WriteBundle(Path.Combine(visit.Host.Folder.Models, "talks"));
        await visit.OpenAsync("models");
        ILocator card = visit.Page.Locator(".model-card[data-model=talks]");
        await Expect(card).ToHaveAttributeAsync("data-state", "Ready");
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => card.GetByText("Download").ClickAsync());
        string zip = await download.PathAsync();

        await visit.Page.SetInputFilesAsync("[data-ready] > #bundle", new FilePayload { Name = "talks.zip", MimeType = "application/zip", Buffer = await File.ReadAllBytesAsync(zip) });
        await Expect(visit.Page.Locator(".drop[data-filled]")).ToBeVisibleAsync();
        await visit.ClickAsync("Upload");
        ILocator twin = visit.Page.Locator(".model-card[data-model=talks-en-de]");
        await Expect(twin).ToHaveAttributeAsync("data-state", "Ready");
        await visit.ExpectAccessibleAsync();

        await twin.GetByText("Unload").ClickAsync();
        await Expect(twin).ToHaveAttributeAsync("data-state", "Unloaded");
        await twin.GetByText("Delete").ClickAsync();
        await twin.GetByText("Delete it").ClickAsync();
        await Expect(twin).ToHaveCountAsync(0);
    }

    private Task<Visit> StartAsync() => Visit.StartAsync(chromium);
}
