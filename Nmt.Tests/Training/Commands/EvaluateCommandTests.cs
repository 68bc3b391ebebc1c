using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;
using Nmt.Tests.Training.Evaluation;
using Nmt.Training.Commands;
using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain; exp None", "")]
    [InlineData("plain; floor 0.01", "--smooth-method floor --smooth-value 0.01")]
    [InlineData("plain; add-k 2.0", "-s add-k -sv 2")]
    [InlineData("mixed scripts; intl; lower case", "--tokenize intl --lowercase")]
    [InlineData("three references", "")]
    public async Task Text_GoldenCase_PrintsSacreBleusLine(string name, string options)
    {
        var golden = BleuCase.All[name];

        var run = await EvaluateAsync(golden, options);

        Assert.Equal(new VerbRun(0, BleuCase.AsOurs(golden.Text) + "\n", ""), run);
    }

    [Fact]
    public async Task Json_OneScore_IsAnArrayWithSacreBleusFields()
    {
        var golden = BleuCase.All["plain; exp None"];

        var run = await EvaluateAsync(golden, "--format json --width 3");

        var score = Assert.Single(JsonDocument.Parse(run.Out).RootElement.EnumerateArray());
        var signature = BleuCase.AsOurs(golden.Signature);
        Assert.Equal(
            ["name", "score", "signature", "verbose_score", "nrefs", "case", "eff", "tok", "smooth", "version"],
            score.EnumerateObject().Select(field => field.Name));
        Assert.Equal("BLEU", score.GetProperty("name").GetString());
        Assert.Equal(golden.Rounded[3], score.GetProperty("score").GetRawText());
        Assert.Equal(signature, score.GetProperty("signature").GetString());
        Assert.EndsWith($" {score.GetProperty("verbose_score").GetString()}", golden.Text, StringComparison.Ordinal);
        Assert.Equal(signature, string.Join('|', score.EnumerateObject().Skip(4).Select(f => $"{f.Name}:{f.Value.GetString()}")));
    }

    [Fact]
    public async Task SentenceLevel_EachLine_HasItsScoreOfEffectiveOrder()
    {
        var golden = BleuCase.All["mixed scripts; 13a; mixed case"];
        var expected = Enumerable.Range(1, golden.Hypotheses.Length)
            .Select(line => BleuCase.AsOurs(BleuCase.All[$"line {line} alone; mixed case"].Text));

        var run = await EvaluateAsync(golden, "--sentence-level");

        Assert.Equal(expected, run.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Hypotheses_FromStdinOrFile_ScoreAlike()
    {
        var reference = _folder.Write("ref.txt", "a b c d e\n");

        var fromStdin = await VerbRun.OfAsync(EvaluateCommand.Create, "a b c d f\n", ["--ref", reference]);
        var fromFile = await VerbRun.OfAsync(EvaluateCommand.Create, "--ref", reference, "--hyp", _folder.Write("hyp.txt", "a b c d f"));

        Assert.Equal(0, fromStdin.ExitCode);
        Assert.Equal(fromStdin, fromFile);
    }

    [Fact]
    public async Task UnequalLineCounts_BothNamed()
    {
        var (hypothesis, reference) = (_folder.Write("hyp.txt", "a\nb\n"), _folder.Write("ref.txt", "a\nb\nc\n"));

        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "--ref", reference, "--hyp", hypothesis);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.StartsWith($"nmt: error: {hypothesis} has 2 lines, but {reference} has 3", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnequalReferences_BothNamed()
    {
        var (first, second) = (_folder.Write("ref1.txt", "a\nb\n"), _folder.Write("ref2.txt", "a\nb\nc\n"));

        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "a\nb\n", ["--ref", first, second]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"nmt: error: {second} has 3 lines, but {first} has 2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyReference_Named()
    {
        var reference = _folder.Write("ref.txt", "");

        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "a\n", ["--ref", reference]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"nmt: error: {reference}: expected one sentence a line", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFile_Named()
    {
        var missing = _folder["none.txt"];

        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "a\n", ["--ref", missing]);

        Assert.Equal(new VerbRun(1, "", $"nmt: error: {missing}: no such file.\n"), run);
    }

    [Fact]
    public async Task InvalidUtf8_FileAndLineNamed()
    {
        var hypothesis = _folder.Write("hyp.txt", [.. "ein\nK"u8, 0xF6, .. "ln\n"u8]);

        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "--ref", _folder.Write("ref.txt", "a\nb\n"), "--hyp", hypothesis);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"nmt: error: {hypothesis}, line 2: expected UTF-8, found 0xF6 at byte 2", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tokenize 14a", "--tokenize: expected 13a, intl, zh, char, none, found '14a'.")]
    [InlineData("--tokenize ja-mecab", "sacreBLEU's ja-mecab needs MeCab")]
    [InlineData("--tokenize flores200", "sacreBLEU's flores200 needs a SentencePiece model")]
    [InlineData("--smooth-method linear", "'add-k'")]
    [InlineData("--smooth-value 0.2", "--smooth-value: floor and add-k have a value, exp has none.")]
    [InlineData("--smooth-method floor --smooth-value -1", "--smooth-value: expected a number of at least 0, found -1.")]
    [InlineData("--smooth-method floor --smooth-value x", "'x'")]
    [InlineData("--smooth-method none --smooth-value 1", "none has none")]
    [InlineData("--smooth-method floor --smooth-value NaN", "found NaN")]
    [InlineData("--metrics bleu meteor", "--metrics: expected bleu, chrf, ter, found 'meteor'.")]
    [InlineData("--metrics chrf++", "chrF++ is chrf with --chrf-word-order 2.")]
    [InlineData("--chrf-beta 3", "--chrf-beta: expected chrf among --metrics, found bleu.")]
    [InlineData("--metrics chrf ter --lowercase", "--lowercase: expected bleu among --metrics, found chrf ter.")]
    [InlineData("--metrics bleu --ter-no-punct", "--ter-no-punct: expected ter among --metrics")]
    [InlineData("--metrics chrf --chrf-char-order 0", "expected one of them above 0")]
    [InlineData("--metrics chrf --chrf-beta -1", "--chrf-beta: expected a whole number from 0 to 1000, found '-1'.")]
    [InlineData("--metrics bleu ter --sentence-level", "--sentence-level: expected one metric")]
    [InlineData("--sentence-level --confidence", "--sentence-level: expected no --confidence")]
    [InlineData("--paired-bs", "expected two systems or more")]
    [InlineData("--paired-bs --paired-ar", "--paired-bs, --paired-ar: expected one of them")]
    [InlineData("--paired-bs-n 5", "--paired-bs-n: expected --paired-bs too.")]
    [InlineData("--confidence --confidence-n 0", "--confidence-n: expected a whole number from 1 to 10000000, found '0'.")]
    [InlineData("--seed 5", "--seed: expected --confidence, --paired-bs or --paired-ar too")]
    [InlineData("--baseline b.txt --confidence", "--confidence: expected one system")]
    [InlineData("--baseline b.txt --hyp b.txt", "expected different systems, found b.txt 2 times.")]
    [InlineData("--score-only --format json", "--score-only: expected one system and --format text.")]
    [InlineData("--short --format json", "--short: expected --format text")]
    [InlineData("--width x", "found 'x'")]
    [InlineData("--model m", "--hyp, --model: expected one of them")]
    [InlineData("--model m", "--model: expected --src too")]
    [InlineData("--src a.txt", "--src: expected --model too")]
    [InlineData("--output a.txt", "--output: expected --model too")]
    [InlineData("--beam 3", "--beam: expected --model too")]
    [InlineData("--model m --src a.txt --beam 0", "--beam: expected a whole number of at least 1, found '0'.")]
    [InlineData("--width 99", "--width: expected a whole number from 0 to 15, found '99'.")]
    public async Task WrongUsage_NamedAndExitsWith2(string options, string expected)
    {
        var run = await EvaluateAsync(BleuCase.All["plain; exp None"], options);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoReference_ExitsWith2()
    {
        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "a\n", []);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--ref", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--force", false)]
    public async Task TokenizedText_WarnsUnlessForced(string options, bool warns)
    {
        var golden = BleuCase.All["tokenized"];

        var run = await EvaluateAsync(golden, options);

        Assert.Equal(BleuCase.AsOurs(golden.Text) + "\n", run.Out);
        Assert.Equal(warns, run.Error.StartsWith("nmt: warning: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Model_SourceFile_IsTranslatedScoredAndKept()
    {
        TinyBundle.Write(_folder["model"]);
        string[] lines = ["hello hello", "", "lo he lo", "hello"];
        List<string> expected;
        using (var translator = Translator.Load(_folder["model"]))
            expected = [.. translator.Translate(lines, new TranslationOptions { Search = new SearchOptions { Beam = 2 } }).Select(t => t.Text)];
        var source = _folder.Write("src.txt", string.Join('\n', lines) + '\n');
        var reference = _folder.Write("ref.txt", string.Join('\n', expected.Select(text => text + " end")) + '\n');

        var run = await VerbRun.OfAsync(
            EvaluateCommand.Create,
            "--model", _folder["model"], "--src", source, "--ref", reference, "--beam", "2", "--output", _folder["out.txt"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(string.Join('\n', expected) + '\n', File.ReadAllText(_folder["out.txt"]));
        Assert.Equal(Bleu.Corpus(expected, [[.. expected.Select(text => text + " end")]]).Line.ToText(1) + "\n", run.Out);
        Assert.StartsWith("nmt: 4 of 4 lines translated in ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_SourceOfOtherLength_IsRefusedBeforeTheModelIsRead()
    {
        var (source, reference) = (_folder.Write("src.txt", "a\nb\n"), _folder.Write("ref.txt", "a\n"));

        var run = await VerbRun.OfAsync(EvaluateCommand.Create, "--model", _folder["none"], "--src", source, "--ref", reference);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"nmt: error: {source} has 2 lines, but {reference} has 1", run.Error, StringComparison.Ordinal);
    }

    private Task<VerbRun> EvaluateAsync(BleuCase golden, string options)
    {
        var references = golden.References.Select((lines, i) => _folder.Write($"ref{i}.txt", string.Join('\n', lines) + '\n'));
        var hypotheses = _folder.Write("hyp.txt", string.Join('\n', golden.Hypotheses) + '\n');
        var split = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return VerbRun.OfAsync(EvaluateCommand.Create, ["--hyp", hypotheses, .. split, "--ref", .. references]);
    }
}
