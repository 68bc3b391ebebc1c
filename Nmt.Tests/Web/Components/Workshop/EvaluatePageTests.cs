using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Tests.Web.Services.Workshop;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

public sealed class EvaluatePageTests : WorkshopContext
{
    [Fact]
    public void Closed_ShowsTheRule()
    {
        Reader.IsAdmitted = false;
        Assert.NotNull(Render<Evaluate>().Find(".closed"));
    }

    [Fact]
    public async Task Evaluate_OneSystem_ShowsScoresWithSignatures()
    {
        Bench.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.OneSystem, []);
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        await SendAsync(page, "a.de");
        page.WaitForAssertion(() => Assert.Equal(["35.85", "60.10"], page.FindAll(".score").Select(score => score.TextContent)), Patience);
        Assert.Contains("35.80 ± 1.20", page.Find(".scores").TextContent, StringComparison.Ordinal);
        Assert.Equal(["nrefs:1|tok:13a", "nrefs:1|nc:6"], page.FindAll(".signatures code").Select(code => code.TextContent));
    }

    [Fact]
    public async Task Evaluate_TwoSystems_SaysInWordsWhichDiffers()
    {
        Bench.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.TwoSystems, ["nmt: warning: It looks tokenized."]);
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        await SendAsync(page, "a.de", "b.de");
        page.WaitForAssertion(() => Assert.Equal("differs", page.Find(".verdict").TextContent), Patience);
        Assert.Equal("It looks tokenized.", page.Find(".evaluation .warn").TextContent);
        Assert.Contains("p = 0.0010", page.Find(".scores").TextContent, StringComparison.Ordinal);
        Assert.Equal(["a.de", "b.de"], page.FindAll(".scores tbody th").Select(name => name.TextContent));
    }

    [Fact]
    public async Task Evaluate_UnderWay_IsShown()
    {
        var end = new TaskCompletionSource();
        Bench.Nmt.Hold = end.Task;
        Bench.Nmt.Answer = _ => new NmtOutcome(1, "", ["nmt: error: the texts differ in length"]);
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        await SendAsync(page, "a.de");
        page.WaitForAssertion(() => Assert.Contains("Under way", page.Find(".evaluation .working").TextContent, StringComparison.Ordinal), Patience);
        end.SetResult();
        page.WaitForAssertion(() => Assert.Equal("the texts differ in length", page.Find(".evaluation [role=alert]").TextContent), Patience);
        Assert.True(HasButton(page, "Run it again"));
    }

    [Fact]
    public async Task Evaluate_NothingChosen_SaysWhatIsMissing()
    {
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        await Button(page, "Evaluate").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Choose a file of translations", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Evaluate_ModelOfSeveralLanguages_IsToldWhichToWrite()
    {
        await Bench.AddPreparedAsync();
        WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Models, "all"));
        Bench.Catalog.Show(FakeCatalog.Joined("all", "en-fr", "en-de"));
        Bench.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.OneSystem, []);
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        await page.FindAll("input[type=radio]")[1].ChangeAsync(true);
        Assert.Empty(page.FindAll("#evaluation-target"));
        await page.Find("#evaluation-model").ChangeAsync("all");
        Assert.Equal(["French", "German"], page.FindAll("#evaluation-target option").Select(option => option.TextContent));

        await page.Find("#evaluation-set").ChangeAsync(Bench.Corpora.List()[0].Id);
        Assert.Empty(page.FindAll("#evaluation-target")); // the set says it
        await Button(page, "Evaluate").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".score").Count), Patience);
        IReadOnlyList<string> run = Bench.Nmt.Runs[^1];
        Assert.Equal(["--target-lang", "de"], run.SkipWhile(argument => argument != "--target-lang").Take(2));
    }

    [Fact]
    public async Task Evaluate_ModelOnATestSet_NeedsNoFile()
    {
        await Bench.AddPreparedAsync();
        WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Models, "en-de"));
        Bench.Catalog.Show(FakeCatalog.Ready("en", "de"));
        Bench.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.OneSystem, []);
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        await page.FindAll("input[type=radio]")[1].ChangeAsync(true);
        await Button(page, "Evaluate").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Choose a model.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);

        await page.Find("#evaluation-model").ChangeAsync("en-de");
        await page.Find("#evaluation-set").ChangeAsync(Bench.Corpora.List()[0].Id);
        Assert.Empty(page.FindAll("#evaluation-references"));
        await Button(page, "Evaluate").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".score").Count), Patience);
        Assert.Contains("model en-de", page.Find(".evaluation").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenOff_MayBeRunAgain()
    {
        Evaluation evaluation = await Bench.Evaluations.AddAsync(
            new EvaluationAsk { Hypotheses = [WorkshopBench.File("a.de", "x\n")], References = [WorkshopBench.File("r.de", "x\n")] }, null, CancellationToken.None);
        Bench.Nmt.Answer = _ => new NmtOutcome(0, EvaluationsTests.OneSystem, []);
        IRenderedComponent<Evaluate> page = Render<Evaluate>();
        Assert.Contains("It was broken off", page.Find(".evaluation").TextContent, StringComparison.Ordinal);
        await Button(page, "Run it again").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".score").Count), Patience);

        await Button(page, "Delete").ClickAsync();
        await Button(page, "Delete it").ClickAsync();
        Assert.Null(Bench.Evaluations.Find(evaluation.Id));
        Assert.Empty(page.FindAll(".evaluation"));
    }

    [Fact]
    public void Analysis_ShowsGroupsFaultsAndLinesWithUnexpectedWordsMarked()
    {
        var analysis = new TranslationAnalysis
        {
            Lines = 3,
            LengthRatio = 0.95,
            BaselineLengthRatio = 1.1,
            Breakdowns = [new AnalyzedBreakdown("By length", "Words of the reference.", [new AnalyzedGroup("1-5", 3, 50, 120, 9, 20)])],
            Findings = [new AnalyzedFinding("Repetitions", "The same words twice.", 1, 2, [new AnalyzedExample(2, "ja ja", "ja ja nein")])],
            Worst = [new AnalyzedLine(2, "<b>Yes</b>", ["Ja sicher"], "Nein sicher", 10, 20) { Baseline = "Ja", BaselineBleu = 30, BaselineChrf = 40 }],
        };
        IRenderedComponent<AnalysisView> view = Render<AnalysisView>(parameters => parameters.Add(part => part.Analysis, analysis));
        Assert.Equal(["30", "60", "5.4", "12"], view.FindAll("rect.bar").Select(bar => bar.GetAttribute("width")));
        Assert.Contains("Repetitions: 1 line (first system: 2)", view.Markup, StringComparison.Ordinal);
        Assert.Equal(["Nein"], view.FindAll("mark").Select(mark => mark.TextContent));
        Assert.Contains("<b>Yes</b>", view.Find(".sample").TextContent, StringComparison.Ordinal);
        Assert.Empty(view.FindAll("b"));
    }

    private static async Task SendAsync(IRenderedComponent<Evaluate> page, params string[] systems)
    {
        await PickAsync(page, "evaluation-hypotheses", [.. systems.Select(name => (name, "Ja.\n"))]);
        await PickAsync(page, "evaluation-references", ("ref.de", "Ja.\n"));
        await Button(page, "Evaluate").ClickAsync();
        page.WaitForAssertion(() => page.Find(".evaluation"), Patience);
    }
}
