using System.Net.Http.Json;
using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Text;
using Nmt.Tests.Conventions;
using Nmt.Tests.Fakes;
using Nmt.Tests.Web.Fakes;
using Nmt.Training.Commands;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Commands;

/// <summary>Several directions in one model: from prepared corpora to a translation into either language.</summary>
public sealed class JoinedCorpusTests : IAsyncLifetime
{
    private static readonly string[] Words = ["ein", "alter", "Hund", "sieht", "kleine", "Katzen", "im", "Garten"];

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 60)
            .Select(i => string.Join(' ', Enumerable.Range(0, random.Next(2, 6)).Select(_ => Words[random.Next(Words.Length)])) + $" {i}").ToList();
        var one = _folder.Write("aa.txt", string.Join('\n', lines) + "\n");
        var other = _folder.Write("bb.txt", string.Join('\n', lines.Select(line => line.ToUpperInvariant())) + "\n");
        await Prepare("aa", "bb", [one, other], seed: 1);
        await Prepare("bb", "aa", [other, one], seed: 2); // so that each holds out what the other trains on
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Join_TwoDirections_HoldsBothWithTagsAndNoLeak()
    {
        var run = await JoinAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        var prepared = PreparedCorpus.Read(_folder["both"]);
        Assert.Equal([new("aa", "bb"), new("bb", "aa")], prepared.Directions);
        Assert.Equal((JoinedCorpus.Multiple, JoinedCorpus.Multiple), (prepared.SourceLanguage, prepared.TargetLanguage));
        Assert.Equal(["<2aa>", "<2bb>"], SubwordTokenizer.Load(_folder["both"]).Vocabulary.Pieces.TakeLast(2));
        var languages = File.ReadAllLines(Path.Combine(_folder["both"], "train.lang"));
        Assert.Equal(prepared.Parts["train"].Pairs, languages.Length);
        Assert.Equal(["bb", "aa"], languages.Distinct());
        Assert.Equal(8, prepared.Parts["dev"].Pairs);

        string[] held = [.. new[] { "aa-bb", "bb-aa" }.SelectMany(each => new[] { "dev.src", "dev.tgt", "test.src", "test.tgt" }
            .SelectMany(file => File.ReadAllLines(Path.Combine(_folder[each], file))))];
        Assert.Empty(new[] { "train.src", "train.tgt" }.SelectMany(file => File.ReadAllLines(Path.Combine(_folder["both"], file))).Intersect(held));
        var dropped = prepared.Findings.Single(finding => finding.Dropped);
        Assert.Equal(("side-overlap", prepared.Parts["train"].Pairs), (dropped.Code, 2 * 52 - (int)dropped.Count));
    }

    [Fact]
    public async Task Read_JoinedCorpus_OpensEachSourceWithTheTagOfItsTarget()
    {
        _ = await JoinAsync();
        var data = new DataConfig { BpeDropout = new BpeDropoutConfig { Source = 0.5 } };

        var corpus = TrainingCorpus.Read(_folder["both"], data);

        var languages = File.ReadAllLines(Path.Combine(_folder["both"], "train.lang"));
        Assert.Equal(languages.Select(language => corpus.Tokenizer.TagFor(language)[0]), corpus.Train.Select(pair => pair.Source[0]));
        Assert.Equal(
            languages.Select(language => corpus.Tokenizer.TagFor(language)[0]),
            new ResampledPairs(corpus, data).Epoch(1, 0).Select(pair => pair.Source[0]));
    }

    [Fact]
    public async Task Translate_JoinedModel_GoesWhereItIsAskedAndSaysWhereItCan()
    {
        _ = await JoinAsync();
        var trained = await TrainAsync("run", "both");
        Assert.Equal((0, ""), (trained.ExitCode, trained.ExitCode == 0 ? "" : trained.Error));
        var best = Path.Combine(_folder["run"], "best");

        using var translator = Translator.Load(best);
        var (aa, bb) = (Translate(translator, "aa"), Translate(translator, "bb"));
        Assert.NotEqual(aa.LogProbability, bb.LogProbability);
        Assert.Equal([new("aa", "bb"), new("bb", "aa")], translator.Bundle.Manifest.Directions);
        await AssertServedAsync(best, aa.Text, bb.Text);

        var unsaid = await VerbRun.OfAsync(TranslateCommand.Create, "ein Hund\n", ["--model", best, "--device", "cpu"]);
        Assert.Equal(1, unsaid.ExitCode);
        Assert.Contains("This model translates into aa, bb", unsaid.Error, StringComparison.Ordinal);
        var said = await VerbRun.OfAsync(TranslateCommand.Create, "ein Hund\n", ["--model", best, "--device", "cpu", "--target-lang", "bb", "--max-length", "5"]);
        Assert.Equal((0, 1), (said.ExitCode, said.Out.Count(character => character == '\n')));

        var (intoA, intoB, unnamed) = (await ScoreAsync("--target-lang", "aa"), await ScoreAsync("--target-lang", "bb"), await ScoreAsync());
        Assert.Equal((0, 0, 1), (intoA.ExitCode, intoB.ExitCode, unnamed.ExitCode));
        Assert.NotEqual(intoA.Out, intoB.Out);
        Assert.Contains("expected one of them as the target language, found none", unnamed.Error, StringComparison.Ordinal);

        Task<VerbRun> ScoreAsync(params string[] further) => VerbRun.OfAsync(
            ScoreCommand.Create, "Hund ein\n",
            ["--model", best, "--device", "cpu", "--src", _folder.Write("source", "ein Hund\n"), .. further]);
    }

    [Fact]
    public async Task Train_JoinedModelFurther_TakesItsSubwordsAndTags()
    {
        _ = await JoinAsync();
        var trained = await TrainAsync("run", "both");
        Assert.Equal((0, ""), (trained.ExitCode, trained.ExitCode == 0 ? "" : trained.Error));
        var best = Path.Combine(_folder["run"], "best");

        var again = await VerbRun.OfAsync(
            PrepareCommand.Create, "--join", _folder["bb-aa"], _folder["aa-bb"], "--output", _folder["again"], "--subwords", best);
        var further = await TrainAsync("further", "again", "--init", best);

        Assert.Equal((0, 0), (again.ExitCode, further.ExitCode));
        var prepared = PreparedCorpus.Read(_folder["again"]);
        Assert.Equal(best, prepared.Options.Subwords);
        Assert.Contains("--join", prepared.Command);
        Assert.Equal(File.ReadAllText(Path.Combine(best, "vocab.json")), File.ReadAllText(Path.Combine(_folder["again"], "vocab.json")));
        using var translator = Translator.Load(Path.Combine(_folder["further"], "best"));
        Assert.NotEqual(Translate(translator, "aa").LogProbability, Translate(translator, "bb").LogProbability);

        var alone = await VerbRun.OfAsync(
            PrepareCommand.Create, "--source-lang", "aa", "--target-lang", "bb", "--file", "x.tsv", "--output", _folder["alone"], "--subwords", best);
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("is of several directions", alone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_CodeThatCannotBeATag_IsRefused()
    {
        await Prepare("aa", "b_b", [_folder["aa.txt"], _folder["bb.txt"]], seed: 1);

        var run = await VerbRun.OfAsync(PrepareCommand.Create, "--join", _folder["aa-b_b"], _folder["bb-aa"], "--output", _folder["both"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expected a target language of letters, digits and hyphens, as de or zh-Hans, found b_b", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--join aa-bb bb-aa --output x --subwords aa-bb", 1, "expected a model into aa, bb, found one of one direction")]
    [InlineData("--join aa-bb bb-aa --output x --subwords aa-bb --vocab-size 300", 2, "--vocab-size, --subwords: with --join expected one of them")]
    [InlineData("--join aa-bb --output x", 1, "expected two prepared corpora or more, found 1")]
    [InlineData("--join aa-bb bb-aa", 2, "--join: expected --output DIR")]
    [InlineData("--join aa-bb bb-aa --output x --seed 3", 2, "--seed: --join takes corpora as they were prepared")]
    [InlineData("--file x --output y", 2, "expected --source-lang CODE, found none")]
    public async Task Prepare_WrongUse_SaysWhatIsExpected(string arguments, int exit, string expected)
    {
        var run = await VerbRun.OfAsync(
            PrepareCommand.Create, [.. arguments.Split(' ').Select(word => word.StartsWith('-') || char.IsDigit(word[0]) ? word : _folder[word])]);

        Assert.Equal(exit, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    // The same model behind the web application says the same.
    private static async Task AssertServedAsync(string best, string aa, string bb)
    {
        await using var host = new WebHost { RealModels = true };
        var installed = Directory.CreateDirectory(Path.Combine(host.Folder.Models, "both")).FullName;
        foreach (var file in Directory.EnumerateFiles(best))
            File.Copy(file, Path.Combine(installed, Path.GetFileName(file)));
        await host.ScanAsync();
        var client = host.CreateClient();
        var languages = await client.GetFromJsonAsync<JsonElement>("/languages");
        Assert.Equal(["aa", "bb"], languages.EnumerateArray().Select(each => each.GetProperty("code").GetString()));
        foreach (var (source, target, expected) in new[] { ("bb", "aa", aa), ("aa", "bb", bb) })
        {
            var answer = await client.PostAsJsonAsync("/translate", new { q = "ein Hund", source, target });
            Assert.Equal(expected, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedText").GetString());
        }
    }

    private static TranslationHypothesis Translate(Translator translator, string language) =>
        translator.Translate(["ein Hund"], new TranslationOptions { TargetLanguage = language })[0].Hypotheses[0];

    private Task<VerbRun> TrainAsync(string output, string data, params string[] further) => VerbRun.OfAsync(
        TrainCommand.Create,
        [
            "--config", Path.Combine(RepositoryTests.FindRoot(), "Nmt.Training", "Configs", "tiny.json"),
            "--data", _folder[data], "--output", _folder[output], "--device", "cpu", "--set", "maxSteps=2", .. further,
        ]);

    private Task<VerbRun> JoinAsync() => VerbRun.OfAsync(
        PrepareCommand.Create, "--join", _folder["aa-bb"], _folder["bb-aa"], "--output", _folder["both"], "--vocab-size", "280");

    private async Task Prepare(string from, string to, string[] files, int seed)
    {
        var run = await VerbRun.OfAsync(
            PrepareCommand.Create, "--source-lang", from, "--target-lang", to, "--train", files[0], files[1], "--output", _folder[$"{from}-{to}"],
            "--vocab-size", "280", "--dev-size", "4", "--test-size", "4", "--seed", $"{seed}");
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
    }
}
