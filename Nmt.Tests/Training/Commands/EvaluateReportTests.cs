using System.Text.Json;
using System.Text.RegularExpressions;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

public sealed partial class EvaluateReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;
    private readonly string _reference;
    private readonly string _hypothesis;
    private readonly string _baseline;

    public EvaluateReportTests()
    {
        _source = _folder.Write("src.txt", "the cat sleeps\na <b> & c\none two three four five six\nhello\n");
        _reference = _folder.Write("ref.txt", "die Katze schläft\nein <b> & c\neins zwei drei vier fünf sechs\nhallo\n");
        _hypothesis = _folder.Write("hyp.txt", "die die Katze schläft\nein <b> & c\neins zwei\nhello\n");
        _baseline = _folder.Write("base.txt", "die Katze schläft\nein x\neins zwei drei vier fünf sechs\nhallo\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_WithBaseline_HasGroupsFindingsAndExamples()
    {
        var run = await EvaluateAsync("--report", _folder["report.json"], "--baseline", _baseline, "--train-src", _source);

        Assert.Equal(0, run.ExitCode);
        var report = JsonDocument.Parse(File.ReadAllText(_folder["report.json"])).RootElement;
        Assert.Equal(_hypothesis, report.GetProperty("system").GetString());
        Assert.Equal(["BLEU", "chrF2"], report.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("name").GetString()));
        Assert.All(report.GetProperty("scores").EnumerateArray(), score => Assert.Contains("nrefs:1|", score.GetProperty("signature").GetString(), StringComparison.Ordinal));
        Assert.Equal(10.0 / 14, report.GetProperty("length_ratio").GetDouble(), 0.2);
        var lengths = report.GetProperty("breakdowns")[0].GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(["0 to 5", "6 to 10"], lengths.Select(group => group.GetProperty("label").GetString()));
        Assert.Equal([3, 1], lengths.Select(group => group.GetProperty("lines").GetInt32()));
        Assert.Equal(100, lengths[1].GetProperty("baseline_chrf").GetDouble(), 1e-9);
        var findings = report.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("title").GetString()!);
        Assert.Equal([1, 1, 1], new[] { "Repeated words", "Untranslated copies", "Much too short" }.Select(title => findings[title].GetProperty("count").GetInt32()));
        Assert.All(findings.Values, finding => Assert.InRange(finding.GetProperty("baseline").GetInt32(), 0, 1));
        Assert.Equal([3, 4, 1, 2], Lines(report, "worst"));
        Assert.Equal([2], Lines(report, "improved"));
        Assert.Equal([3, 4, 1], Lines(report, "worsened"));
        Assert.Equal("ein x", report.GetProperty("improved")[0].GetProperty("baseline").GetString());
    }

    [Fact]
    public async Task Html_IsWholeAndOfflineAndEscaped()
    {
        var run = await EvaluateAsync("--report", _folder["report.html"], "--baseline", _baseline);

        Assert.Equal(0, run.ExitCode);
        var page = File.ReadAllText(_folder["report.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("ein &lt;b&gt; &amp; c", page, StringComparison.Ordinal);
        Assert.Contains("<mark>hello</mark>", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<script|<link|src=|href=|url\\(|@import|https?:", page);
        Assert.Equal([], Unclosed(page));
    }

    [Fact]
    public async Task Text_OnStdout_FollowsTheScores()
    {
        var run = await EvaluateAsync("--report", "-");

        Assert.StartsWith("BLEU|nrefs:1|", run.Out, StringComparison.Ordinal);
        Assert.Contains("\nRepeated words: 1 line\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n  line 1: die: die die Katze schläft\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("baseline", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_Report_KnowsAttentionAndRareWords()
    {
        TinyBundle.Write(_folder["model"]);
        var source = _folder.Write("tiny.txt", "hello\nhello xyz\n\nlo lo\n");

        var run = await VerbRun.OfAsync(
            EvaluateCommand.Create, "--model", _folder["model"], "--src", source, "--ref", source, "--beam", "2", "--report", _folder["m.json"]);

        Assert.Equal(0, run.ExitCode);
        var breakdowns = JsonDocument.Parse(File.ReadAllText(_folder["m.json"])).RootElement.GetProperty("breakdowns").EnumerateArray().ToArray();
        Assert.Equal(
            ["Length of the source", "Rare words in the source", "Attended share of the source"],
            breakdowns.Select(breakdown => breakdown.GetProperty("title").GetString()));
        Assert.Equal([4, 4, 3], breakdowns.Select(b => b.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("lines").GetInt32())));
        Assert.Equal(["0", "1"], breakdowns[1].GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("label").GetString()));
    }

    [Theory]
    [InlineData("--report r.pdf", "--report: expected a name that ends in .html, .json, .txt, or -, found 'r.pdf'.")]
    [InlineData("--train-src a.txt", "--train-src: expected --report too.")]
    [InlineData("--report - --format json", "--report -: expected --format text")]
    [InlineData("--report r.txt --hyp other.txt", "--report: expected one system")]
    public async Task WrongUsage_Named(string options, string expected)
    {
        var run = await EvaluateAsync(options.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WithoutSource_IsRefused()
    {
        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "--ref", _reference, "--hyp", _hypothesis, "--report", "-");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--report: expected --src too, what was translated.", run.Error, StringComparison.Ordinal);
    }

    private static int[] Lines(JsonElement report, string list) =>
        [.. report.GetProperty(list).EnumerateArray().Select(line => line.GetProperty("line").GetInt32())];

    private static List<string> Unclosed(string page)
    {
        var open = new Stack<string>();
        var faults = new List<string>();
        foreach (Match tag in Tag().Matches(page))
        {
            var name = tag.Groups[2].Value;
            if (name is "meta" or "DOCTYPE")
                continue;
            if (tag.Groups[1].Length == 0)
                open.Push(name);
            else if (!open.TryPop(out var last) || last != name)
                faults.Add($"{name} at {tag.Index}");
        }

        return [.. faults, .. open];
    }

    [GeneratedRegex("<(/?)!?([a-zA-Z0-9]+)[^>]*>")]
    private static partial Regex Tag();

    private Task<VerbRun> EvaluateAsync(params string[] options) =>
        VerbRun.OfAsync(EvaluateCommand.Create, ["--ref", _reference, "--hyp", _hypothesis, "--src", _source, .. options]);
}
