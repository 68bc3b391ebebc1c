using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>The page that trains, up to the training: a corpus is uploaded, checked and prepared.</summary>
public sealed class TrainCorpusTests : WorkshopContext
{
    [Fact]
    public async Task Upload_TwoFiles_GoesOnToTheCheck()
    {
        IRenderedComponent<Train> page = Render<Train>();
        await UploadAsync(page);
        Assert.Equal("talks.en · English → German · talks.en (5 bytes) and talks.de (4 bytes)", page.Find(".corpus-line").TextContent.Trim());
        Assert.True(HasButton(page, "Check it"));
    }

    [Fact]
    public async Task Upload_OneFileMissing_SaysWhich()
    {
        IRenderedComponent<Train> page = Render<Train>();
        await PickAsync(page, "corpus-source", ("talks.en", "Yes.\n"));
        await Button(page, "Upload").ClickAsync();
        Assert.Contains("the file of the target", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_NoLanguage_KeepsTheFilesAndSaysWhatIsWanted()
    {
        IRenderedComponent<Train> page = Render<Train>();
        await PickAsync(page, "corpus-source", ("talks.en", "Yes.\n"));
        await PickAsync(page, "corpus-target", ("talks.de", "Ja.\n"));
        await Button(page, "Upload").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("no language code", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(2, page.FindAll(".drop[data-filled]").Count);
    }

    [Fact]
    public async Task Upload_OneFileForBoth_IsTaken()
    {
        IRenderedComponent<Train> page = Render<Train>();
        await page.FindAll("input[type=radio]")[1].ChangeAsync(true);
        await page.Find("#corpus-source-language").ChangeAsync("en");
        await page.Find("#corpus-target-language").ChangeAsync("de");
        await PickAsync(page, "corpus-file", ("talks.tmx", "<tmx/>"));
        await Button(page, "Upload").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("talks.tmx", page.Find(".corpus-line").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Check_UnderWay_IsShownAndThenTheReport()
    {
        var end = new TaskCompletionSource();
        Bench.Nmt.Hold = end.Task;
        Bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        IRenderedComponent<Train> page = Render<Train>();
        await UploadAsync(page);
        await Button(page, "Check it").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Checking: reading", page.Find(".working").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Button(page, "Check it").HasAttribute("disabled"));
        end.SetResult();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".report tbody tr").Count), Patience);
        Assert.True(HasButton(page, "Prepare it"));
    }

    [Fact]
    public async Task Check_Unusable_MayOnlyBePreparedByCutting()
    {
        Bench.Nmt.Answer = _ => new NmtOutcome(1, """{"findings":[{"part":"train","code":"unequal-counts","meaning":"unequal","dropped":true,"count":1,"firstLines":[2]}]}""", ["nmt: error: the files differ"]);
        IRenderedComponent<Train> page = Render<Train>();
        await UploadAsync(page);
        await Button(page, "Check it").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("the files differ", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Button(page, "Prepare it").HasAttribute("disabled"));
        await page.Find(".choice input").ChangeAsync(true);
        Assert.False(Button(page, "Prepare it").HasAttribute("disabled"));
        await Button(page, "Prepare it").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("cut", Bench.Nmt.Runs[^1]), Patience);
    }

    [Fact]
    public async Task Prepare_WhatTheReaderDecided_IsDone()
    {
        StoredCorpus corpus = await Bench.AddCorpusAsync();
        Bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await Bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        IRenderedComponent<Train> page = Render<Train>();
        await page.Find("[data-check=markup]").ChangeAsync("drop");
        await Button(page, "Prepare it").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, Bench.Nmt.Runs.Count), Patience);
        Assert.Equal(["--drop", "markup"], Bench.Nmt.Runs[^1].Skip(3).Take(2));
    }

    [Fact]
    public async Task Upload_SetsOfOnesOwn_AreTaken()
    {
        IRenderedComponent<Train> page = Render<Train>();
        await PickAsync(page, "dev-source", ("dev.en", "No.\n"));
        await PickAsync(page, "dev-target", ("dev.de", "Nein.\n"));
        await UploadAsync(page);
        Assert.Contains("development: dev.en (4 bytes) and dev.de (6 bytes)", page.Find(".corpus-line").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_HalfASet_SaysWhatIsMissing()
    {
        IRenderedComponent<Train> page = Render<Train>();
        await PickAsync(page, "corpus-source", ("talks.en", "Yes.\n"));
        await PickAsync(page, "corpus-target", ("talks.de", "Ja.\n"));
        await PickAsync(page, "test-source", ("test.en", "No.\n"));
        await Button(page, "Upload").ClickAsync();
        Assert.Contains("has two files, too", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Bench.Corpora.List());
    }

    [Fact]
    public async Task Prepare_Fails_SaysWhy()
    {
        StoredCorpus corpus = await Bench.AddCorpusAsync();
        Bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await Bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        Bench.Nmt.Answer = _ => new NmtOutcome(1, "", ["nmt: error: too few pairs"]);
        IRenderedComponent<Train> page = Render<Train>();
        await Button(page, "Prepare it").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("too few pairs", page.Find("[role=alert]").TextContent.Trim()), Patience);
    }

    private static async Task UploadAsync(IRenderedComponent<Train> page)
    {
        await page.Find("#corpus-source-language").ChangeAsync("en");
        await page.Find("#corpus-target-language").ChangeAsync("de");
        await PickAsync(page, "corpus-source", ("talks.en", "Yes.\n"));
        await PickAsync(page, "corpus-target", ("talks.de", "Ja.\n"));
        await Button(page, "Upload").ClickAsync();
        page.WaitForAssertion(() => page.Find(".corpus-line"), Patience);
    }
}
