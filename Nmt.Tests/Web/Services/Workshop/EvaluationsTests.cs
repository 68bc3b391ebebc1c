using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class EvaluationsTests : IDisposable
{
    internal const string OneSystem = """
        [{"name":"BLEU","score":35.85,"signature":"nrefs:1|tok:13a","confidence_mean":35.8,"confidence_var":1.2,"confidence":"x"},
         {"name":"chrF2","score":60.1,"signature":"nrefs:1|nc:6"}]
        """;

    internal const string TwoSystems = """
        [{"system":"Baseline: /x/hypothesis-1.txt","BLEU":{"score":30.1,"p_value":null,"mean":30.0,"ci":1.1,"signature":"nrefs:1|tok:13a"}},
         {"system":"/x/hypothesis-2.txt","BLEU":{"score":35.9,"p_value":0.001,"mean":35.8,"ci":1.2,"signature":"nrefs:1|tok:13a"}}]
        """;

    private readonly WorkshopBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_OneSystem_KeepsItsScoresWithSignatures()
    {
        _bench.Nmt.Answer = _ => new NmtOutcome(0, OneSystem, []);
        Evaluation evaluation = await RunAsync(Ask("a.de") with { Metrics = ["bleu", "chrf"] });
        string folder = FolderOf(evaluation);
        Assert.Equal(
            ["evaluate", "--format", "json", "--width", "2", "--metrics", "bleu", "chrf", "--ref", Path.Combine(folder, "reference-1.txt"), "--hyp", Path.Combine(folder, "hypothesis-1.txt"), "--confidence"],
            Assert.Single(_bench.Nmt.Runs));
        _bench.Restart();
        ScoreTable scores = _bench.Evaluations.Find(evaluation.Id)!.Result!.Scores!;
        Assert.Equal(["BLEU nrefs:1|tok:13a", "chrF2 nrefs:1|nc:6"], scores.Columns.Select(column => $"{column.Metric} {column.Signature}"));
        ScoreRow row = Assert.Single(scores.Rows);
        Assert.Equal("a.de", row.System);
        Assert.Equal([new ScoreCell(35.85, 35.8, 1.2), new ScoreCell(60.1)], row.Cells);
    }

    [Fact]
    public async Task Run_TwoSystemsAndTheSource_ComparesAndAnalyses()
    {
        _bench.Nmt.Answer = arguments =>
        {
            File.WriteAllText(arguments.First(each => each.EndsWith("analysis.json", StringComparison.Ordinal)), """{"system":"s","lines":3,"length_ratio":0.9,"baseline_length_ratio":1.1,"breakdowns":[{"title":"By length","note":"n","groups":[{"label":"1-5","lines":3,"bleu":10.5,"chrf":20.5,"baseline_bleu":9}]}]}""");
            File.WriteAllText(arguments.First(each => each.EndsWith("report.html", StringComparison.Ordinal)), $"<h1>Translations of {arguments[^5]}</h1>");
            return new NmtOutcome(0, TwoSystems, []);
        };
        Evaluation evaluation = await RunAsync(Ask("a.de", "b<.de") with { Source = WorkshopBench.File("s.en", "x\n") });
        string folder = FolderOf(evaluation);
        Assert.Equal(
            ["--baseline", Path.Combine(folder, "hypothesis-1.txt"), "--hyp", Path.Combine(folder, "hypothesis-2.txt"), "--src", Path.Combine(folder, "source.txt"), "--report", Path.Combine(folder, "analysis.json"), Path.Combine(folder, "report.html"), "--paired-bs"],
            _bench.Nmt.Runs[0].Skip(11));
        evaluation = _bench.Evaluations.Find(evaluation.Id)!;
        Assert.Equal(["a.de", "b<.de"], evaluation.Result!.Scores!.Rows.Select(row => row.System));
        Assert.True(evaluation.Result.Scores.Rows[1].Cells[0].IsSignificant);
        Assert.Equal((3, 1.1, 9d), (evaluation.Analysis!.Lines, evaluation.Analysis.BaselineLengthRatio!.Value, evaluation.Analysis.Breakdowns[0].Groups[0].BaselineBleu!.Value));
        Assert.Equal("<h1>Translations of s.en</h1>", await File.ReadAllTextAsync(_bench.Evaluations.ReportOf(evaluation.Id)!));
    }

    [Fact]
    public async Task Run_ThreeSystems_AreComparedWithoutAnAnalysis()
    {
        await RunAsync(Ask("a", "b", "c") with { Source = WorkshopBench.File("s.en", "x\n"), Significance = false });
        Assert.DoesNotContain("--report", _bench.Nmt.Runs[0]);
        Assert.DoesNotContain("--src", _bench.Nmt.Runs[0]);
        Assert.EndsWith("hypothesis-3.txt", _bench.Nmt.Runs[0][^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ModelOnATestSet_TranslatesIt()
    {
        StoredCorpus corpus = await _bench.AddPreparedAsync();
        string model = WorkshopBench.WriteBundle(Path.Combine(_bench.Folder.Models, "en-de"));
        _bench.Nmt.Answer = _ => new NmtOutcome(0, OneSystem, []);
        Evaluation evaluation = await RunAsync(new EvaluationAsk { Model = "en-de", TestSet = corpus.Id });
        IReadOnlyList<string> arguments = _bench.Nmt.Runs[0];
        Assert.Equal(model, arguments[arguments.ToList().IndexOf("--model") + 1]);
        Assert.Equal("A dog.\n", await File.ReadAllTextAsync(arguments[arguments.ToList().IndexOf("--src") + 1]));
        Assert.Contains("--report", arguments);
        Assert.Equal(["en-de"], evaluation.Systems);
    }

    [Fact]
    public async Task Run_ModelGone_SaysSo()
    {
        Evaluation evaluation = await RunAsync(Ask() with { Model = "gone", Source = WorkshopBench.File("s.en", "x\n") });
        Assert.Contains("'gone' is gone", evaluation.Result!.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProgramRefuses_TellsItInTheReadersNames()
    {
        _bench.Nmt.Answer = arguments => new NmtOutcome(1, "", [$"nmt: error: {arguments[^2]} has 3 lines, but {arguments[^4]} has 2"]);
        Evaluation evaluation = await RunAsync(Ask("a.de"));
        Assert.Equal("a.de has 3 lines, but ref.de has 2", evaluation.Result!.Fault);
    }

    [Fact]
    public async Task Run_ProgramWarns_KeepsTheWarningInTheReadersNames()
    {
        _bench.Nmt.Answer = arguments => new NmtOutcome(0, OneSystem, ["reading", $"nmt: warning: {arguments[^2]}: looks tokenized"]);
        Assert.Equal("a.de: looks tokenized", Assert.Single((await RunAsync(Ask("a.de"))).Result!.Warnings));
    }

    [Fact]
    public async Task Run_AnswerThatIsNone_SaysSo()
    {
        _bench.Nmt.Answer = _ => new NmtOutcome(0, "hello", []);
        Assert.Equal("The program ended without scores. Run it again.", (await RunAsync(Ask("a.de"))).Result!.Fault);
    }

    [Fact]
    public async Task Add_WithoutEnough_SaysWhatIsMissing()
    {
        await RefusesAsync(Ask(), "Choose a file of translations");
        await RefusesAsync(Ask("a") with { References = [] }, "Choose a file of references");
        await RefusesAsync(Ask("a") with { Metrics = [] }, "at least one of the metrics");
        await RefusesAsync(Ask("a") with { Metrics = ["--output"] }, "at least one of the metrics");
        await RefusesAsync(Ask("a", "b") with { Model = "m" }, "one file of translations to compare");
        await RefusesAsync(Ask() with { Model = "m" }, "what the model shall translate");
        await RefusesAsync(Ask() with { Model = "m", TestSet = "x" }, "not both");
        await RefusesAsync(new EvaluationAsk { Model = "m", TestSet = "x" }, "The corpus of this test set is gone");
        Assert.Empty(_bench.Evaluations.List());
    }

    [Fact]
    public async Task Delete_IsGone()
    {
        Evaluation evaluation = await RunAsync(Ask("a.de"));
        Assert.Throws<NmtException>(() => _bench.Evaluations.Delete("../evaluations"));
        _bench.Evaluations.Delete(evaluation.Id);
        Assert.Empty(_bench.Evaluations.List());
    }

    private static EvaluationAsk Ask(params string[] hypotheses) => new()
    {
        Hypotheses = [.. hypotheses.Select(name => WorkshopBench.File(name, "Ja.\n"))],
        References = [WorkshopBench.File("ref.de", "Ja.\n")],
    };

    private async Task<Evaluation> RunAsync(EvaluationAsk ask)
    {
        Evaluation evaluation = await _bench.Evaluations.AddAsync(ask, null, CancellationToken.None);
        Assert.Null(_bench.Evaluations.Find(evaluation.Id)!.Result);
        await _bench.Evaluations.RunAsync(evaluation.Id, _ => { }, CancellationToken.None);
        return _bench.Evaluations.Find(evaluation.Id)!;
    }

    private async Task RefusesAsync(EvaluationAsk ask, string words)
    {
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => _bench.Evaluations.AddAsync(ask, null, CancellationToken.None));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    private string FolderOf(Evaluation evaluation) => Path.Combine(_bench.Folder.Workshop, "evaluations", evaluation.Id);
}
