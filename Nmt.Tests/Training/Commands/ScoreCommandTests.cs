using System.Globalization;
using System.Text.Json;
using Nmt.Model;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _source;

    public ScoreCommandTests()
    {
        _model = _folder["model"];
        TinyBundle.Write(_model);
        _source = _folder.Write("src.txt", "hello hello\n\nlo he\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_OneLineALine_AndTheSummaryOnStderr()
    {
        var run = await ScoreAsync("lo\n\nhello\n");

        Assert.Equal(0, run.ExitCode);
        var scores = run.Out.TrimEnd('\n').Split('\n').Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(3, scores.Length);
        Assert.Equal([true, false, true], scores.Select(score => score < 0));
        Assert.StartsWith("nmt: perplexity: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("lines: 3, pieces: 5,", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_Line_HasItsPieces()
    {
        using var translator = Translator.Load(_model);
        var own = translator.Translate(["hello hello"], new TranslationOptions())[0];
        var source = _folder.Write("one.txt", "hello hello\n");

        var run = await VerbRun.OfAsync(ScoreCommand.Create, own.Text + "\n", ["--model", _model, "--src", source, "--format", "json"]);

        var score = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(
            ["logProbability", "perplexity", "pieceLogProbabilities", "pieces", "score"],
            score.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        var pieces = score.GetProperty("pieces").EnumerateArray().Select(piece => piece.GetString()).ToArray();
        Assert.Equal(own.Text, string.Concat(pieces[..^1]).Trim());
        Assert.Equal(pieces.Length, score.GetProperty("pieceLogProbabilities").GetArrayLength());
    }

    [Fact]
    public async Task PerPiece_Line_SumsToItsScore()
    {
        var run = await ScoreAsync("lo\n\nhello lo\n", "--per-piece");

        var fields = run.Out.Split('\n')[2].Split('\t');
        Assert.Equal(" hello", fields[1].Split(' ', 2)[1]);
        Assert.Equal("</s>", fields[^1].Split(' ', 2)[1]);
        var sum = fields.Skip(1).Sum(field => double.Parse(field.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.Equal(double.Parse(fields[0], CultureInfo.InvariantCulture), sum, 1e-5);
    }

    [Fact]
    public async Task Summary_Json_IsOneObject()
    {
        var run = await ScoreAsync("lo\n\nhello\n", "--summary --format json");

        var summary = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(3, summary.GetProperty("lines").GetInt32());
        Assert.Equal(Math.Exp(summary.GetProperty("crossEntropy").GetDouble()), summary.GetProperty("perplexity").GetDouble(), 1e-9);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("a\nb\n", "", 1, "stdin has 2 lines, but")]
    [InlineData("", "", 1, "stdin: expected one sentence a line, found no line at all.")]
    [InlineData("a\nb\nc\n", "--summary --per-piece", 2, "--summary, --per-piece: expected one of them")]
    public async Task Mistake_NamedAndNothingWritten(string input, string options, int exitCode, string expected)
    {
        var output = _folder["out.txt"];

        var run = await ScoreAsync(input, $"{options} --output {output}");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
        Assert.False(File.Exists(output));
    }

    private Task<VerbRun> ScoreAsync(string input, string options = "") => VerbRun.OfAsync(
        ScoreCommand.Create, input, ["--model", _model, "--src", _source, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
