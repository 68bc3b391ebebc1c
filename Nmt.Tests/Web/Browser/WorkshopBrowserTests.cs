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
        visit.Host.Nmt.Answer = Prepare;
        await visit.OpenAsync("train");
        await visit.Page.FillAsync("#corpus-source-language", "en");
        await visit.Page.FillAsync("#corpus-target-language", "de");
        await visit.Page.SetInputFilesAsync("[data-ready] > #corpus-source", Text("talks.en", "Yes.\n"));
        await visit.Page.SetInputFilesAsync("[data-ready] > #corpus-target", Text("talks.de", "Ja.\n"));
        await Expect(visit.Page.Locator(".drop[data-filled]")).ToHaveCountAsync(2);
        await ClickAsync(visit, "Upload");
        await ClickAsync(visit, "Check it");
        await Expect(visit.Page.Locator(".report tbody tr")).ToHaveCountAsync(2);
        await ClickAsync(visit, "Prepare it");
        await visit.ExpectAccessibleAsync();
        await visit.Page.SelectOptionAsync("#preset", "pairs-5k");
        await ClickAsync(visit, "Start training");
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Starting");

        FakeProcess process = visit.Host.Nmt.Last;
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.EvaluateLine);
        WorkshopBench.WriteBundle(Path.Combine(process.Output, "best"));
        await Expect(visit.Page.Locator(".chart polyline")).ToHaveCountAsync(3);
        await Expect(visit.Page.Locator(".samples")).ToContainTextAsync("Ein Hund rennt.");
        await visit.ExpectAccessibleAsync();

        process.Tell(WorkshopBench.FinishedLine);
        process.Alive = false;
        await ClickAsync(visit, "Serve this model");
        await ClickAsync(visit, "Replace it");
        await Expect(visit.Page.Locator(".notice-line.done")).ToContainTextAsync("Installed as “en-de”");
        Assert.Equal("talks en-de", ModelManifest.Read(Path.Combine(visit.Host.Folder.Models, "en-de")).Name);
    }

    [Fact]
    public async Task Train_ReloadedPage_FindsTheRunAndMayPauseItByKeyboard()
    {
        await using Visit visit = await StartAsync();
        await PrepareCorpusAsync(visit);
        await visit.OpenAsync("train");
        await ClickAsync(visit, "Start training");
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
        await ClickAsync(visit, "Resume");
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Training");
        Assert.Equal(2, visit.Host.Nmt.Processes.Count);
    }

    [Fact]
    public async Task Evaluate_DroppedFiles_ShowScores()
    {
        await using Visit visit = await StartAsync();
        visit.Host.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.TwoSystems, []);
        await visit.OpenAsync("evaluate");
        await visit.Page.SetInputFilesAsync("[data-ready] > #evaluation-hypotheses", [Text("a.de", "Ja.\n"), Text("b.de", "Nein.\n")]);
        await visit.Page.SetInputFilesAsync("[data-ready] > #evaluation-references", Text("ref.de", "Ja.\n"));
        await Expect(visit.Page.Locator(".drop[data-filled]")).ToHaveCountAsync(2);
        await ClickAsync(visit, "Evaluate");
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
        await ClickAsync(visit, "Upload");
        ILocator twin = visit.Page.Locator(".model-card[data-model=talks-en-de]");
        await Expect(twin).ToHaveAttributeAsync("data-state", "Ready");
        await visit.ExpectAccessibleAsync();

        await twin.GetByText("Unload").ClickAsync();
        await Expect(twin).ToHaveAttributeAsync("data-state", "Unloaded");
        await twin.GetByText("Delete").ClickAsync();
        await twin.GetByText("Delete it").ClickAsync();
        await Expect(twin).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Train_CallThroughAProxy_SeesTheRule()
    {
        await using Visit visit = await StartAsync();
        await visit.Page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.1" });
        await visit.OpenAsync("train");
        await Expect(visit.Page.Locator(".closed")).ToContainTextAsync("on the server's own machine");
        await visit.ExpectAccessibleAsync();
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Pages_AnyWidthAndScheme_FitAndAreAccessible(int width, ColorScheme scheme)
    {
        await using Visit visit = await StartAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        await PrepareCorpusAsync(visit);
        Show(visit);
        foreach (string page in new[] { "train", "evaluate", "models" })
        {
            await visit.OpenAsync(page);
            Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            await visit.ExpectAccessibleAsync();
        }
    }

    private Task<Visit> StartAsync(BrowserNewContextOptions? options = null) => Visit.StartAsync(chromium, options);

    /// <summary>A run of every state, so that each is looked at.</summary>
    private static void Show(Visit visit)
    {
        visit.Host.Folder.Log("ended", WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.EvaluateLine, WorkshopBench.FinishedLine);
        visit.Host.Folder.Log("killed", WorkshopBench.StartLine, WorkshopBench.StepLine);
        foreach (string run in new[] { "ended", "killed" })
        {
            File.WriteAllText(Path.Combine(visit.Host.Folder.Runs, run, "run.json"), "{}");
        }
    }

    private static async Task PrepareCorpusAsync(Visit visit)
    {
        var corpora = (CorpusStore)visit.Host.Services.GetService(typeof(CorpusStore))!;
        visit.Host.Nmt.Answer = Prepare;
        StoredCorpus corpus = await corpora.AddAsync(
            new CorpusUpload { SourceLanguage = "en", TargetLanguage = "de", Files = [WorkshopBench.File("talks.en", "Yes.\n"), WorkshopBench.File("talks.de", "Ja.\n")] },
            null,
            CancellationToken.None);
        await corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        await corpora.PrepareAsync(corpus.Id, new CorpusChoice(), _ => { }, CancellationToken.None);
    }

    private static NmtOutcome Prepare(IReadOnlyList<string> arguments)
    {
        int output = arguments.ToList().IndexOf("--output");
        if (output > 0)
        {
            Directory.CreateDirectory(arguments[output + 1]);
            File.WriteAllText(Path.Combine(arguments[output + 1], "prepare.json"), WorkshopBench.GoodReport);
        }

        return new NmtOutcome(0, WorkshopBench.GoodReport, []);
    }

    private static FilePayload Text(string name, string text) =>
        new() { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };

    private static Task ClickAsync(Visit visit, string button) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
