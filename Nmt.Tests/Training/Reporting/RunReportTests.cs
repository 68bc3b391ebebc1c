using System.Text.Json.Nodes;
using System.Xml.Linq;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_Log_GivesSeriesEvaluationsAndNotes()
    {
        RunHistory history = Log(
            """{"event":"start","time":"t","seed":1,"step":0}""",
            """{"event":"step","loss":5.5,"learningRate":0.001,"novelty":7,"step":10}""",
            """{"event":"evaluate","validLoss":4.5,"bleu":12.5,"signature":"sig","best":true,"samples":[{"source":"s","reference":"r","translation":"t"}],"step":20}""",
            """{"event":"skip","time":"later","reason":"not finite","step":21}""",
            """{"event":"st""");

        Assert.Equal([new CurvePoint(10, 5.5)], history.Series("loss"));
        Assert.Equal([new CurvePoint(10, 7)], history.Series("novelty"));
        Assert.Equal([new CurvePoint(20, 12.5)], history.Series("bleu"));
        Assert.Empty(history.Series("seed"));
        LoggedEvaluation evaluation = Assert.Single(history.Evaluations);
        Assert.Equal((20, true, "sig", "t"), (evaluation.Step, evaluation.Best, evaluation.Signature, evaluation.Samples[0].Translation));
        Assert.Equal([new LoggedNote(21, "later", "skip", "not finite")], history.Notes);
        Assert.Equal([5], history.CutLines);
    }

    [Fact]
    public void Read_RunThatWentBack_ForgetsWhatCameAfter()
    {
        RunHistory history = Log(
            """{"event":"step","step":10,"loss":3}""",
            """{"event":"step","step":20,"loss":2}""",
            """{"event":"evaluate","step":20,"validLoss":2,"best":false,"samples":[]}""",
            """{"event":"skip","step":21,"reason":"not finite"}""",
            """{"event":"rollback","time":"later","step":10,"fromStep":25,"rateScale":0.5}""",
            """{"event":"step","step":20,"loss":2.5}""");

        Assert.Equal([new CurvePoint(10, 3), new CurvePoint(20, 2.5)], history.Series("loss"));
        Assert.Empty(history.Evaluations);
        Assert.Equal(new LoggedNote(10, "later", "rollback", "from step 25 with 0.5 of the rate"), history.Notes[^1]);
    }

    [Fact]
    public void Read_NoLog_SaysSo() =>
        Assert.Contains("has not begun", Assert.Throws<NmtException>(() => RunHistory.Read(_folder["none"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Html_OfALoggedRun_ShowsItAllAndNeedsNoNetwork()
    {
        using (RunLog log = RunLog.Open(_folder["run.jsonl"], 0, TimeProvider.System, Assert.Null))
        {
            for (int step = 10; step <= 5000; step += 10)
                log.Write(Steps(step));
            log.Write(Evaluation(2500, "ein <b>Hund</b> & 'Katze'", best: true));
            log.Write(Evaluation(5000, "eine Katze", best: false));
            log.Write(new StepSkipped(5000, "loss is NaN", 1));
        }

        string html = RunReport.Html("run <1>", Facts(), RunHistory.Read(_folder["run.jsonl"]));

        XElement page = XElement.Parse(html[(html.IndexOf('\n') + 1)..].Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("initial-scale=1\">", "initial-scale=1\"/>", StringComparison.Ordinal));
        Assert.Equal("run <1>", page.Descendants("h1").Single().Value);
        Assert.Equal(7, page.Descendants("svg").Count());
        Assert.Contains("ein <b>Hund</b> & 'Katze' best so far", page.Descendants("td").Select(cell => cell.Value));
        Assert.Contains("loss is NaN", page.Descendants("td").Select(cell => cell.Value));
        Assert.Contains("\"seed\": 42", page.Descendants("pre").Single().Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img");
        Assert.InRange(html.Length, 10_000, 120_000);
    }

    [Fact]
    public void Html_RunWithoutSteps_SaysSo()
    {
        string html = RunReport.Html("new", Facts(), Log("""{"event":"start","step":0}"""));
        Assert.Contains("No step is logged yet.", html, StringComparison.Ordinal);
        Assert.Contains("No evaluation is logged yet.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_Points_AreDrawnWhereTheyBelong()
    {
        string svg = CurveChart.Svg("title", fromZero: true, [new Curve("one", [new(0, 0), new(100, 10)], Dots: true)]);
        XElement chart = XElement.Parse(svg);
        XElement[] dots = [.. chart.Elements("circle")];
        Assert.Equal(("64.0", "228.0"), (dots[0].Attribute("cx")!.Value, dots[0].Attribute("cy")!.Value));
        Assert.Equal(("628.0", "28.0"), (dots[1].Attribute("cx")!.Value, dots[1].Attribute("cy")!.Value));
        Assert.Equal("step 100: 10", dots[1].Value);
        Assert.Equal(["0", "2", "4", "6", "8", "10"], chart.Elements("text").Where(text => (string?)text.Attribute("class") == "tick").Select(text => text.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Svg_ValuesThatAreNoNumbers_AreLeftOut(double value)
    {
        Assert.Empty(CurveChart.Svg("title", fromZero: false, [new Curve("one", [new(1, value)])]));
        string svg = CurveChart.Svg("title", fromZero: false, [new Curve("one", [new(1, value), new(2, 3)], Dots: true)]);
        Assert.Single(XElement.Parse(svg).Elements("circle"));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Facts() => new() { ["state"] = "not finished", ["config"] = new TrainingConfig { Seed = 42 }.ToJson() };

    private RunHistory Log(params string[] lines) => RunHistory.Read(_folder.Write("run.jsonl", string.Join('\n', lines)));

    private static StepsDone Steps(int step) => new(step)
    {
        Epoch = step / 1000.0,
        Loss = 3 + (1000.0 / step),
        LearningRate = 0.001,
        GradientNorm = 1,
        TokensPerSecond = 4000,
        MemoryMegabytes = 700,
        SecondsLeft = 1,
    };

    private static Evaluated Evaluation(int step, string translation, bool best) => new(step)
    {
        Epoch = 1,
        ValidLoss = 2,
        ValidPerplexity = 7.4,
        Bleu = 30,
        Signature = "nrefs:1",
        Best = best,
        Samples = [new TranslationSample("a dog", "ein Hund", translation)],
    };
}
