using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>A builder on the server's own machine, at the pages that train, evaluate and keep models.</summary>
internal static class WorkshopVisit
{
    /// <summary>Gives the server a corpus that a training can begin with.</summary>
    public static async Task PrepareCorpusAsync(this Visit visit)
    {
        CorpusStore corpora = visit.Host.Services.GetRequiredService<CorpusStore>();
        visit.Host.Nmt.Answer = Prepare;
        StoredCorpus corpus = await corpora.AddAsync(
            new CorpusUpload { SourceLanguage = "en", TargetLanguage = "de", Files = [WorkshopBench.File("talks.en", "Yes.\n"), WorkshopBench.File("talks.de", "Ja.\n")] },
            null,
            CancellationToken.None);
        await corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        await corpora.PrepareAsync(corpus.Id, new CorpusChoice(), _ => { }, CancellationToken.None);
    }

    /// <summary>What the program answers that checks or prepares: all is well.</summary>
    public static NmtOutcome Prepare(IReadOnlyList<string> arguments)
    {
        int output = arguments.ToList().IndexOf("--output");
        if (output > 0)
        {
            Directory.CreateDirectory(arguments[output + 1]);
            File.WriteAllText(Path.Combine(arguments[output + 1], "prepare.json"), WorkshopBench.GoodReport);
        }

        return new NmtOutcome(0, WorkshopBench.GoodReport, []);
    }

    /// <summary>Starts a training on the page, and returns its process when the page shows that it trains.</summary>
    public static async Task<FakeProcess> StartTrainingAsync(this Visit visit)
    {
        await visit.PrepareCorpusAsync();
        await visit.OpenAsync("train");
        await visit.ClickAsync("Start training");
        await Expect(visit.Page.Locator(".run")).ToBeVisibleAsync();
        FakeProcess process = visit.Host.Nmt.Last;
        process.Tell(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.EvaluateLine, WorkshopBench.CheckpointLine);
        await Expect(visit.Page.Locator(".run")).ToHaveAttributeAsync("data-state", "Training");
        return process;
    }

    public static Task ClickAsync(this Visit visit, string button) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Puts files into one of a page's file fields, once its script is there to notice.</summary>
    public static async Task PickAsync(this Visit visit, string field, params (string Name, string Text)[] files)
    {
        string ready = $"[data-ready] > #{field}";
        await visit.Page.SetInputFilesAsync(ready, files.Select(file => Payload(file.Name, file.Text)));
        await Expect(visit.Page.Locator($"[data-filled] > #{field}")).ToBeAttachedAsync();
    }

    public static FilePayload Payload(string name, string text) =>
        new() { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };
}
