using System.Globalization;
using System.Text;
using System.Text.Json;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

/// <summary>The model has random weights: what it says is nonsense, but always the same nonsense.</summary>
public sealed class TranslateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TranslateCommandTests() => TinyBundle.Write(Model);

    private string Model => _folder["model"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 0)]
    [InlineData("one\n", 1)]
    [InlineData("one", 1)]
    [InlineData("\n", 1)]
    [InlineData("\n\n  \t\n", 3)]
    [InlineData("one\n\ntwo\n", 3)]
    [InlineData("one\r\n\r\ntwo\r\n", 3)]
    [InlineData("a line\u2028with\u0085odd\rbreaks\n", 1)]
    public async Task Text_AnyInput_OneLineOutForOneLineIn(string input, int lines)
    {
        var run = await TranslateAsync(input);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(lines, run.Out.Count(character => character == '\n'));
        Assert.DoesNotContain('\r', run.Out);
        Assert.StartsWith($"nmt: lines: {lines}, pieces: ", run.Error.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_BlankLines_StayWhereTheyAre()
    {
        var run = await TranslateAsync("\nhello\n   \nhello\n");

        var lines = run.Out.Split('\n');
        Assert.Equal(["", lines[1], "", lines[1], ""], lines);
        Assert.NotEqual("", lines[1]);
    }

    [Fact]
    public async Task Text_LineEnds_DoNotChangeTheTranslation()
    {
        var plain = await TranslateAsync("hello you\nlo\n");

        Assert.Equal(plain.Out, (await TranslateAsync("hello you\r\nlo\r\n")).Out);
        Assert.Equal(plain.Out, (await TranslateAsync("hello you\nlo")).Out);
        Assert.Equal(plain.Out, (await TranslateAsync("\ufeffhello you\nlo\n")).Out);
    }

    [Fact]
    public async Task Text_MoreLinesThanAreReadAtOnce_AllInOrder()
    {
        string[] words = ["he", "lo", "hello", ""];
        var input = string.Concat(Enumerable.Range(0, 4_003).Select(i => words[i % 4] + "\n"));

        var run = await TranslateAsync(input, "--beam", "1", "--max-length", "3");

        var lines = run.Out.Split('\n')[..^1];
        Assert.Equal(4_003, lines.Length);
        Assert.All(Enumerable.Range(0, 4_003), i => Assert.Equal(lines[i % 4], lines[i]));
    }

    [Fact]
    public async Task Text_OverlongLine_TranslatedInPartsWithAWarning()
    {
        var longLine = string.Join(' ', Enumerable.Repeat("hello, lo", 150));

        var run = await TranslateAsync($"lo\n{longLine}\nlo\n", "--beam", "1", "--max-length", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.Out.Split('\n').Length);
        Assert.Contains("line 2: longer than the model's 200 pieces; translated in ", run.Error);
        Assert.DoesNotContain("line 1: longer", run.Error);
    }

    [Fact]
    public async Task Text_LengthLimitReached_Warning()
    {
        var run = await TranslateAsync("hello hello\n", "--max-length", "1");

        Assert.Contains("in.txt, line 1: the translation reached the length limit", run.Error);
    }

    [Fact]
    public async Task Json_EachLine_OneObjectWithItsHypotheses()
    {
        var run = await TranslateAsync("hello\n\n", "--format", "json", "--n-best", "3");

        var lines = run.Out.Split('\n');
        Assert.Equal(3, lines.Length);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(["translation", "score", "truncated", "hypotheses"], first.EnumerateObject().Select(field => field.Name));
        var hypotheses = first.GetProperty("hypotheses").EnumerateArray().ToList();
        Assert.InRange(hypotheses.Count, 2, 3);
        Assert.All(hypotheses, found => Assert.Equal(["text", "score", "logProbability"], found.EnumerateObject().Select(field => field.Name)));
        Assert.Equal(first.GetProperty("translation").GetString(), hypotheses[0].GetProperty("text").GetString());
        Assert.Equal("", JsonDocument.Parse(lines[1]).RootElement.GetProperty("translation").GetString());
    }

    [Fact]
    public async Task Moses_NBest_IndexTextScore()
    {
        var run = await TranslateAsync("hello\nlo\n", "--format", "moses", "--n-best", "2");

        var rows = run.Out.TrimEnd('\n').Split('\n').Select(row => row.Split(" ||| ")).ToList();
        Assert.All(rows, row => Assert.Equal(3, row.Length));
        Assert.Equal(["0", "1"], rows.Select(row => row[0]).Distinct());
        Assert.True(rows.Count > 2);
        Assert.All(rows, row => Assert.True(double.Parse(row[2], CultureInfo.InvariantCulture) < 0));
    }

    [Fact]
    public async Task Output_File_SameAsStdoutAndNothingElse()
    {
        var path = _folder["out.txt"];

        var toFile = await TranslateAsync("hello\nlo\n", "--output", path);
        var toStdout = await TranslateAsync("hello\nlo\n");

        Assert.Equal("", toFile.Out);
        Assert.Equal(Encoding.UTF8.GetBytes(toStdout.Out), await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Stdin_SameAsAFile()
    {
        var file = await TranslateAsync("hello\nlo\n");
        var stdin = await VerbRun.OfAsync(TranslateCommand.Create, "hello\nlo\n", ["--model", Model]);

        Assert.Equal(file.Out, stdin.Out);
    }

    [Fact]
    public async Task Input_NotUtf8_ErrorNamesFileAndLineAndLeavesNoOutput()
    {
        var input = _folder.Write("in.txt", [(byte)'a', (byte)'\n', 0xE4, (byte)'\n']);

        var run = await VerbRun.OfAsync(
            TranslateCommand.Create, "--model", Model, "--input", input, "--output", _folder["out.txt"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("in.txt, line 2: expected UTF-8, found 0xE4", run.Error);
        Assert.False(File.Exists(_folder["out.txt"]));
    }

    [Theory]
    [InlineData("--n-best 2", "--n-best: text has one translation a line")]
    [InlineData("--format json --n-best 6", "n-best: expected 1 to the beam, 5, found 6")]
    [InlineData("--beam 0", "beam: expected at least 1, found 0")]
    [InlineData("--batch-size 0", "batch size: expected at least 1, found 0")]
    [InlineData("--length-penalty -1", "length penalty: expected 0 to 10, found -1")]
    [InlineData("--max-length 0", "maximum length: expected at least 1, found 0")]
    [InlineData("--threads 0", "--threads: expected")]
    public async Task Options_OutOfRange_WrongUsage(string options, string expected)
    {
        var run = await TranslateAsync("hello\n", options.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Model_Missing_ErrorNamesTheFolder()
    {
        var run = await VerbRun.OfAsync(TranslateCommand.Create, "hello\n", ["--model", _folder["none"]]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_folder["none"], run.Error);
    }

    [Fact]
    public async Task Cancelled_ExitsAsInterrupted()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var run = await VerbRun.OfAsync(TranslateCommand.Create, "hello\n", ["--model", Model], cancellation.Token);

        Assert.Equal(130, run.ExitCode);
    }

    private Task<VerbRun> TranslateAsync(string input, params string[] options) => VerbRun.OfAsync(
        TranslateCommand.Create, ["--model", Model, "--input", _folder.Write("in.txt", input), .. options]);
}
