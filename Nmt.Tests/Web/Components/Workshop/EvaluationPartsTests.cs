using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Tests.Web.Services.Workshop;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>The parts of the evaluation page in the states that its own tests do not come to.</summary>
public sealed class EvaluationPartsTests : WorkshopContext
{
    [Fact]
    public void Scores_DifferenceThatChanceMakes_IsSaidInWords()
    {
        IRenderedComponent<ScoreTableView> view = Scores(new ScoreTable(
            [new ScoreColumn("TER", "nrefs:1|tok:tercom")],
            [new ScoreRow("a", [new ScoreCell(50)]), new ScoreRow("b", [new ScoreCell(49.5, 49.4, 1.1, PValue: 0.3)])]));
        Assert.Equal("may be chance", view.Find(".verdict").TextContent);
        Assert.Contains("p = 0.3000", view.Markup, StringComparison.Ordinal);
        Assert.Contains("lower is better", view.Markup, StringComparison.Ordinal);
        Assert.Contains("how often chance alone", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_NothingResampled_HaveNoIntervalAndNoVerdict()
    {
        IRenderedComponent<ScoreTableView> view = Scores(new ScoreTable(
            [new ScoreColumn("BLEU", "nrefs:1|tok:13a")], [new ScoreRow("a", [new ScoreCell(50)])]));
        Assert.Equal("50.00", view.Find(".score").TextContent);
        Assert.Empty(view.FindAll(".verdict, .hint"));
        Assert.Equal("nrefs:1|tok:13a", view.Find("code").TextContent);
    }

    [Fact]
    public async Task Card_WithAnAnalysis_OffersIt()
    {
        Evaluation evaluation = await AddAsync();
        ScoreTable scores = ScoreTable.Parse(EvaluationsTests.OneSystem, ["a.de"])!;
        IRenderedComponent<EvaluationCard> card = Card(evaluation with { Result = new EvaluationResult(scores, null), Analysis = new TranslationAnalysis { Lines = 3 } });
        Assert.Equal($"evaluations/{evaluation.Id}/report.html", card.Find("a[download]").GetAttribute("href"));
        Assert.NotNull(card.Find(".analysis"));
        Assert.False(HasButton(card, "Run it again"));
    }

    [Fact]
    public async Task Card_WithoutAnAnalysis_OffersNone()
    {
        ScoreTable scores = ScoreTable.Parse(EvaluationsTests.OneSystem, ["a.de"])!;
        IRenderedComponent<EvaluationCard> card = Card(await AddAsync() with { Result = new EvaluationResult(scores, null) });
        Assert.Empty(card.FindAll("a[download], .analysis"));
    }

    [Fact]
    public async Task Form_NoMetric_SaysSo()
    {
        IRenderedComponent<EvaluationForm> form = Render<EvaluationForm>();
        await PickAsync(form, "evaluation-hypotheses", ("a.de", "Ja.\n"));
        await PickAsync(form, "evaluation-references", ("r.de", "Ja.\n"));
        foreach (int metric in Enumerable.Range(0, 3))
        {
            await form.FindAll("[aria-label=Metrics] input")[metric].ChangeAsync(false);
        }

        await Button(form, "Evaluate").ClickAsync();
        form.WaitForAssertion(() => Assert.Contains("metric", form.Find("[role=alert]").TextContent, StringComparison.OrdinalIgnoreCase), Patience);
        Assert.False(Button(form, "Evaluate").HasAttribute("disabled"));
        Assert.Empty(Bench.Evaluations.List());
    }

    [Fact]
    public async Task Form_ModelsOffered_AreThoseThatCanTranslate()
    {
        Bench.Catalog.Show(FakeCatalog.Ready("en", "de"), FakeCatalog.Ready("de", "en") with { State = Nmt.Web.Services.ModelState.Failed });
        IRenderedComponent<EvaluationForm> form = Render<EvaluationForm>();
        await form.FindAll("input[type=radio]")[1].ChangeAsync(true);
        Assert.Equal(["", "en-de"], form.FindAll("#evaluation-model option").Select(option => option.GetAttribute("value")));
        Assert.Equal("Source, to be translated", form.Find("label[for=evaluation-source]").TextContent);
    }

    private Task<Evaluation> AddAsync() => Bench.Evaluations.AddAsync(
        new EvaluationAsk { Hypotheses = [WorkshopBench.File("a.de", "x\n")], References = [WorkshopBench.File("r.de", "x\n")] }, null, CancellationToken.None);

    private IRenderedComponent<ScoreTableView> Scores(ScoreTable scores) =>
        Render<ScoreTableView>(parameters => parameters.Add(part => part.Scores, scores));

    private IRenderedComponent<EvaluationCard> Card(Evaluation evaluation) =>
        Render<EvaluationCard>(parameters => parameters.Add(part => part.Evaluation, evaluation));
}
