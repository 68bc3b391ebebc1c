using Nmt.Model;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;
using Nmt.Training.Corpus;
using Nmt.Training.Presets;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Commands;

/// <summary>Pairs that models add to a corpus. Their weights are random: what they say is odd, but always the same.</summary>
public sealed class DiversificationTests : IDisposable
{
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

    private readonly TemporaryFolder _folder = new();
    private string _told = "";

    public DiversificationTests()
    {
        _folder.Write("train.en", string.Concat(Numbers.Select(number => $"hello {number}\n")));
        _folder.Write("train.de", string.Concat(Numbers.Select(number => $"hallo {number.ToUpperInvariant()}\n")));
    }

    [Fact]
    public async Task Diversify_BothDirections_AddsWhatTheModelsSay()
    {
        WriteModel("forward", "en", "de", seed: 5);
        WriteModel("backward", "de", "en", seed: 6);

        PreparedCorpus prepared = await PrepareAsync("forward", "backward");

        string[] forward = [.. Ended("forward", "train.en").Select(pair => $"{pair.Read} = {pair.Said}")];
        string[] backward = [.. Ended("backward", "train.de").Select(pair => $"{pair.Said} = {pair.Read}")];
        string[] own = [.. Lines("train.en").Zip(Lines("train.de"), (source, target) => $"{source} = {target}")];
        int made = forward.Length + backward.Length;
        Assert.Equal([.. own, .. forward, .. backward], Pairs());
        Assert.Equal((8, true), (forward.Length, backward.Length is > 0 and < 8));
        Assert.Equal((8 + made, made), (prepared.Parts["train"].Pairs, prepared.Parts["train"].Made));
        Assert.Equal(
            [
                new DiversifiedPart(new(_folder["forward"], new("en", "de"), Hash("forward")), 8, 0),
                new DiversifiedPart(new(_folder["backward"], new("de", "en"), Hash("backward")), backward.Length, 8 - backward.Length),
            ],
            prepared.Diversified);
        Assert.Equal((8 + made, 8), (CorpusSize.Of(prepared).Pairs, CorpusSize.Of(prepared).Own)); // the recipe is for the 8
    }

    [Fact]
    public async Task Diversify_OneModelOfBothDirections_AddsBoth()
    {
        WriteModel("both", new("en", "de"), new("de", "en"));

        PreparedCorpus prepared = await PrepareAsync("both");

        Assert.Equal([new("en", "de"), new("de", "en")], prepared.Diversified.Select(part => part.Teacher.Direction));
        Assert.Equal(Translations("both", "train.de", into: "en"), Pairs().TakeLast(8).Select(pair => pair.Split(" = ")[0]));
    }

    [Fact]
    public async Task Diversify_WhatIsThereAlready_IsCountedAndLeftOut()
    {
        WriteModel("model", "en", "de", seed: 5);
        string[] said = Translations("model", "train.en");
        _folder.Write("train.de", string.Concat(said.Select((text, i) => (i < 3 ? text : Numbers[i]) + "\n")));
        _folder.Write("dev.en", Lines("train.en")[4] + "\n");
        _folder.Write("dev.de", said[4] + "\n");

        PreparedCorpus prepared = await PrepareAsync(["model", "model"], "--dev", _folder["dev.en"], _folder["dev.de"]);

        Assert.Equal([(4, 4)], prepared.Diversified.Select(part => (part.Pairs, part.Left))); // and the same model only once
        Assert.DoesNotContain($"{Lines("dev.en")[0]} = {said[4]}", Pairs());
        Assert.Equal(8, prepared.PairsRead);
        Assert.DoesNotContain(prepared.Findings, finding => finding.Dropped);
    }

    /// <summary>A translation that is a target of dev is not learned, though its source is another one.</summary>
    [Fact]
    public async Task Diversify_WhatAHeldOutSetHolds_IsNotAddedWithAnotherSource()
    {
        WriteModel("model", "en", "de", seed: 5);
        string[] said = Translations("model", "train.en");
        _folder.Write("dev.en", "hello nine\n");
        _folder.Write("dev.de", said[6] + "\n");

        PreparedCorpus prepared = await PrepareAsync(["model"], "--dev", _folder["dev.en"], _folder["dev.de"]);

        Assert.Equal(said.Count(text => text != said[6]), prepared.Diversified[0].Pairs);
        Assert.DoesNotContain(Pairs(), pair => pair.EndsWith($" = {said[6]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diversify_WhatADrawnSetHolds_IsNotAddedWithAnotherSource()
    {
        WriteModel("model", "en", "de", seed: 5);
        string[] said = Translations("model", "train.en");

        // The targets are what the model says of the line after, so each of its translations is another line's target.
        _folder.Write("train.de", string.Concat(said.Skip(1).Append(said[0]).Select(text => text + "\n")));
        await PrepareAsync(["model"], "--dev-size", "2");

        string[] held = File.ReadAllLines(Path.Combine(_folder["out"], "dev.tgt"));
        Assert.Equal(2, held.Length);
        Assert.DoesNotContain(Pairs(), pair => held.Contains(pair.Split(" = ")[1]));
    }

    [Fact]
    public async Task Diversify_PiecesBeyondTheLimits_AreCountedAndNoFaultOfTheCorpus()
    {
        WriteModel("model", "en", "de", seed: 5);
        await PrepareAsync("model");
        SubwordTokenizer subwords = SubwordTokenizer.Load(_folder["out"]);
        int[] pieces = [.. Pairs().Select(pair => subwords.Encode(pair.Split(" = ")[1]).Count)];
        int longest = pieces.Max();
        Assert.True(longest > Lines("train.en").Concat(Lines("train.de")).Max(line => subwords.Encode(line).Count));

        PreparedCorpus prepared = await PrepareAsync(["model"], "--max-length", $"{longest - 1}");

        int tooLong = pieces.Count(count => count == longest);
        Assert.Equal((8 - tooLong, tooLong), (prepared.Diversified[0].Pairs, prepared.Diversified[0].Left));
        Assert.Equal((16 - tooLong, 8 - tooLong), (prepared.Parts["train"].Pairs, prepared.Parts["train"].Made));
        Assert.DoesNotContain(prepared.Findings, finding => finding.Dropped);
        Assert.Contains($"added {8 - tooLong} pairs; {tooLong} were there already or not fit", _told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diversify_TranslationsWithoutAnEnd_AreLeftOut()
    {
        TinyBundle.Write(_folder["endless"]);
        Assert.All(Translate("endless", "train.en"), translation => Assert.True(translation.Truncated));

        PreparedCorpus prepared = await PrepareAsync("endless");

        Assert.Equal((8, 0), (prepared.Parts["train"].Pairs, prepared.Parts["train"].Made));
        Assert.Equal((0, 8), (prepared.Diversified[0].Pairs, prepared.Diversified[0].Left));
    }

    [Fact]
    public async Task Diversify_HeldOutIsDrawn_NoModelSeesIt()
    {
        WriteModel("forward", "en", "de", seed: 5);

        PreparedCorpus prepared = await PrepareAsync(["forward"], "--dev-size", "2");

        string[] held = File.ReadAllLines(Path.Combine(_folder["out"], "dev.src"));
        Assert.Equal(2, held.Length);
        Assert.Equal((12, 6), (prepared.Parts["train"].Pairs, prepared.Parts["train"].Made));
        Assert.DoesNotContain(Pairs(), pair => held.Contains(pair.Split(" = ")[0]));
    }

    [Fact]
    public async Task Diversify_ModelOfOtherLanguages_IsRefusedBeforeAnyWork()
    {
        WriteModel("french", "en", "fr", seed: 5);

        VerbRun run = await RunAsync(["french"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"nmt: error: --diversify {_folder["french"]}: expected a model that translates en-de or de-en, found en-fr. "
            + "Name another model, or give --source-lang and --target-lang the codes that it has.\n",
            run.Error);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task Diversify_LastModelIsDamaged_IsToldBeforeAnyWork()
    {
        WriteModel("sound", "en", "de", seed: 5);
        WriteModel("damaged", "de", "en", seed: 6);
        File.AppendAllText(Path.Combine(_folder["damaged"], "model.safetensors"), "x");

        VerbRun run = await RunAsync(["sound", "damaged"]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"nmt: error: --diversify {Path.Combine(_folder["damaged"], "model.safetensors")}: damaged", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diversify_WithCheck_IsWrongUsage()
    {
        WriteModel("model", "en", "de", seed: 5);

        VerbRun run = await VerbRun.OfAsync(
            PrepareCommand.Create,
            "--source-lang", "en", "--target-lang", "de", "--train", _folder["train.en"], _folder["train.de"], "--check", "--diversify", _folder["model"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--diversify: --check writes nothing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diversify_Twice_GivesTheSameFiles()
    {
        WriteModel("forward", "en", "de", seed: 5);
        await PrepareAsync("forward");
        string first = File.ReadAllText(Path.Combine(_folder["out"], PreparedCorpus.FileName));

        await PrepareAsync("forward");

        Assert.Equal(first, File.ReadAllText(Path.Combine(_folder["out"], PreparedCorpus.FileName)));
    }

    public void Dispose() => _folder.Dispose();

    private string Hash(string model) => ModelManifest.Read(_folder[model]).Files["model.safetensors"];

    private string[] Lines(string file) => File.ReadAllLines(_folder[file]);

    private string[] Pairs() =>
    [
        .. File.ReadAllLines(Path.Combine(_folder["out"], "train.src"))
            .Zip(File.ReadAllLines(Path.Combine(_folder["out"], "train.tgt")), (source, target) => $"{source} = {target}"),
    ];

    private string[] Translations(string model, string file, string? into = null) =>
        [.. Translate(model, file, into).Select(translation => Normalizer.Normalize(translation.Text))];

    private IEnumerable<(string Read, string Said)> Ended(string model, string file) => Lines(file)
        .Zip(Translate(model, file)).Where(pair => !pair.Second.Truncated && pair.Second.Text.Length > 0)
        .Select(pair => (pair.First, Normalizer.Normalize(pair.Second.Text)));

    private IReadOnlyList<Translation> Translate(string model, string file, string? into = null)
    {
        using Translator translator = Translator.Load(_folder[model]);
        return translator.Translate(Lines(file), new TranslationOptions { TargetLanguage = into });
    }

    private async Task<PreparedCorpus> PrepareAsync(params string[] models) => await PrepareAsync(models, []);

    private async Task<PreparedCorpus> PrepareAsync(string[] models, params string[] more)
    {
        VerbRun run = await RunAsync(models, more);
        _told = run.Error;
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        return PreparedCorpus.Read(_folder["out"]);
    }

    private Task<VerbRun> RunAsync(string[] models, params string[] more) => VerbRun.OfAsync(
        PrepareCommand.Create,
        [
            "--source-lang", "en", "--target-lang", "de", "--train", _folder["train.en"], _folder["train.de"], "--output", _folder["out"],
            "--vocab-size", "270", "--test-size", "0", "--max-ratio", "1000",
            "--diversify", .. models.Select(model => _folder[model]),
            .. more, .. more.Contains("--dev-size") || more.Contains("--dev") ? (string[])[] : ["--dev-size", "0"],
        ]);

    private void WriteModel(string name, string source, string target, long seed)
    {
        SubwordTokenizer tokenizer = TinyBundle.Tokenizer();
        using var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count }, seed);
        LetItEnd(model);
        TinyBundle.Save(_folder[name], model, tokenizer, source, target);
    }

    private void WriteModel(string name, params TranslationDirection[] directions)
    {
        TinyBundle.Join(_folder[name], directions);
        using ModelBundle bundle = ModelBundle.Load(_folder[name], CPU);
        LetItEnd(bundle.Model);
        ModelBundle.Save(_folder[name], bundle.Model, bundle.Tokenizer, bundle.Manifest);
    }

    /// <summary>Makes the end of a sentence as likely as any other piece.</summary>
    private static void LetItEnd(Nmt.Model.Network.Seq2SeqModel model)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        model.named_parameters().First(pair => pair.name == "softmax_bias").parameter[SpecialTokens.Eos] += 2f;
    }
}
