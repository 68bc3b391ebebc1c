using System.Text.Json;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;
using Nmt.Training.Corpus;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Commands;

public sealed class PrepareCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Prepare_GivenSets_WritesThemAll()
    {
        Write("train", Numbered(30, "a dog  number", "ein Hund Nummer"));
        Write("dev", ["the cat\t1", ""], ["die Katze 1", "leer"]);
        Write("test", [" the  cow\u00A02 ", "e\u0301"], ["die  Kuh 2 ", "\u00E9\r"]);

        Assert.Equal(0, await Prepare("--train train.src train.tgt --dev dev.src dev.tgt --test test.src test.tgt --vocab-size 300"));

        Assert.Equal(
            ["dev.src", "dev.tgt", "merges.txt", "prepare.json", "test.src", "test.tgt", "train.src", "train.tgt", "vocab.json"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("a dog number 1\n", Output("train.src")[..15]);
        Assert.Equal("the cat 1\n\n", Output("dev.src"));
        Assert.Equal("die Katze 1\nleer\n", Output("dev.tgt"));
        Assert.Equal(" the  cow\u00A02 \ne\u0301\n", Output("test.src"));
        Assert.Equal("die  Kuh 2 \n\u00E9\n", Output("test.tgt"));
        Assert.InRange(SubwordTokenizer.Load(_folder["out"]).Vocabulary.Count, 270, 300);
        Assert.Equal(["dev.src", "dev.tgt", "out", "test.src", "test.tgt", "train.src", "train.tgt"], _folder.Entries);
    }

    [Fact]
    public async Task Prepare_FaultyPairs_AreDroppedAndReportedWithTheirLines()
    {
        List<(string, string)> pairs = Numbered(10, "a dog number", "ein Hund Nummer");
        pairs[2] = ("", "leer");
        pairs[4] = pairs[3];
        pairs[6] = ("this text is a copy of itself", "this text is a copy of itself");
        pairs[8] = ("the cat", "die Katze");
        Write("train", pairs);
        Write("dev", ["the cat"], ["die Katze"]);

        Assert.Equal(0, await Prepare("--train train.src train.tgt --dev dev.src dev.tgt --test-size 0 --vocab-size 300 --format json"));

        JsonElement report = JsonDocument.Parse(_out.ToString()).RootElement;
        Assert.Equal(
            ["empty 1 3", "duplicate 1 5", "copy 1 7", "overlap 1 9"],
            report.GetProperty("findings").EnumerateArray().Select(finding =>
                $"{finding.GetProperty("code")} {finding.GetProperty("count")} {finding.GetProperty("firstLines")[0]}"));
        Assert.Equal(
            [false, true, true, true],
            report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("optional").GetBoolean()));
        Assert.Equal(6, report.GetProperty("parts").GetProperty("train").GetProperty("pairs").GetInt32());
        Assert.Equal(6, Output("train.tgt").Count(character => character == '\n'));
        Assert.Equal("en", report.GetProperty("sourceLanguage").GetString());
        Assert.Equal(64, report.GetProperty("inputs")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal(_out.ToString(), Output("prepare.json"));
        Assert.Contains("the pair occurred before", _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder["out"], "test.src")));
    }

    [Fact]
    public async Task Prepare_OneTable_DrawsDevAndTest()
    {
        _folder.Write("all.tsv", string.Concat(Numbered(100, "a dog", "ein Hund").Select(pair => $"{pair.Source}\t{pair.Target}\n")));
        Assert.Equal(0, await Prepare("--file all.tsv --vocab-size 300 --dev-size 7"));

        PreparedCorpus prepared = PreparedCorpus.Read(_folder["out"]);
        Assert.Equal((88, 7, 5), (prepared.Parts["train"].Pairs, prepared.Parts["dev"].Pairs, prepared.Parts["test"].Pairs));
        string[] parts = ["train.src", "dev.src", "test.src"];
        Assert.Equal(100, parts.SelectMany(part => Output(part).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Distinct().Count());
    }

    [Fact]
    public async Task Prepare_LongPairs_AreDroppedByPieces()
    {
        List<(string Source, string Target)> pairs = Numbered(10, "a dog", "ein Hund");
        pairs[5] = (string.Join(' ', Enumerable.Repeat("xyz", 60)), "lang");
        Write("train", pairs);
        Assert.Equal(0, await Prepare("--train train.src train.tgt --dev-size 0 --test-size 0 --vocab-size 300 --max-length 50"));
        CorpusFinding finding = Assert.Single(PreparedCorpus.Read(_folder["out"]).Findings);
        Assert.Equal(("too-many-pieces", 1L, 6), (finding.Code, finding.Count, finding.FirstLines[0]));
        Assert.Equal(9, PreparedCorpus.Read(_folder["out"]).Parts["train"].Pairs);
    }

    [Fact]
    public async Task Prepare_Twice_GivesTheSameFilesAndReplacesTheFolder()
    {
        Write("train", Numbered(60, "a dog", "ein Hund"));
        const string Arguments = "--train train.src train.tgt --vocab-size 280";
        Assert.Equal(0, await Prepare(Arguments));
        Dictionary<string, string> first = Directory.GetFiles(_folder["out"]).ToDictionary(path => path, File.ReadAllText);
        File.WriteAllText(Path.Combine(_folder["out"], "stale"), "");

        Assert.Equal(0, await Prepare(Arguments));
        Assert.Equal(first, Directory.GetFiles(_folder["out"]).ToDictionary(path => path, File.ReadAllText));
        Assert.Equal(["out", "train.src", "train.tgt"], _folder.Entries);
    }

    [Fact]
    public async Task Prepare_FolderOfSomebodyElse_IsLeftAlone()
    {
        Write("train", Numbered(30, "a dog", "ein Hund"));
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Path.Combine(_folder["out"], "thesis.txt"), "important");
        Assert.Equal(1, await Prepare("--train train.src train.tgt"));
        Assert.Contains("expected a new folder", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("important", Output("thesis.txt"));
        Assert.Single(Directory.GetFileSystemEntries(_folder["out"]));
    }

    [Theory]
    [InlineData("one\ntwo\n", "eins\n", "has 2 lines")]
    [InlineData("", "eins\n", "empty file")]
    [InlineData("\n", "eins\n", "none that the filters keep")]
    [InlineData("one\n", "eins\n", "leave nothing to train on", "--dev-size 1")]
    [InlineData("one two three\n", "eins\n", "no pair is left", "--max-length 1 --dev-size 0 --test-size 0")]
    public async Task Prepare_BadInput_LeavesNothingBehind(string source, string target, string expected, string more = "")
    {
        _folder.Write("train.src", source);
        _folder.Write("train.tgt", target);
        Assert.Equal(1, await Prepare($"--train train.src train.tgt {more}"));
        Assert.StartsWith("nmt: error: ", _error.ToString().Split('\n')[^2], StringComparison.Ordinal);
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_out.ToString());
        Assert.Equal(["train.src", "train.tgt"], _folder.Entries);
    }

    [Fact]
    public async Task Prepare_FailureWhileAnOlderCorpusIsThere_LeavesItWhole()
    {
        Write("train", Numbered(60, "a dog", "ein Hund"));
        Assert.Equal(0, await Prepare("--train train.src train.tgt --vocab-size 280"));
        string before = Output("prepare.json");
        Assert.Equal(1, await Prepare("--train train.src train.tgt --max-length 1"));
        Assert.Equal(before, Output("prepare.json"));
        Assert.Equal(["out", "train.src", "train.tgt"], _folder.Entries);
    }

    [Fact]
    public async Task Prepare_SubwordsOfAnother_TakesThemAndAddsToThemWhereAsked()
    {
        Write("train", Numbered(60, "a dog", "ein Hund"));
        Assert.Equal(0, await Prepare("--train train.src train.tgt --vocab-size 265"));
        string known = _folder["known"];
        Directory.Move(_folder["out"], known);
        Write("train", Numbered(60, "the doghouse", "die Hundehütte"));

        Assert.Equal(0, await Prepare($"--train train.src train.tgt --subwords {known}"));
        Assert.Equal(File.ReadAllText(Path.Combine(known, "merges.txt")), Output("merges.txt"));
        Assert.Equal(File.ReadAllText(Path.Combine(known, "vocab.json")), Output("vocab.json"));
        Assert.Equal(known, PreparedCorpus.Read(_folder["out"]).Options.Subwords);

        Assert.Equal(0, await Prepare($"--train train.src train.tgt --subwords {known} --vocab-size 275"));
        Assert.StartsWith(File.ReadAllText(Path.Combine(known, "merges.txt")), Output("merges.txt"), StringComparison.Ordinal);
        Assert.Equal(275, SubwordTokenizer.Load(_folder["out"]).Vocabulary.Count);

        Assert.Equal(1, await Prepare($"--train train.src train.tgt --subwords {known} --vocab-size 262"));
        Assert.Contains("--vocab-size 262: expected at least the 265 pieces", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "found neither")]
    [InlineData("--train a b --file c", "found both")]
    [InlineData("--train a", "--train")]
    [InlineData("--file a --vocab-size 10", "--vocab-size: expected a whole number of at least 259, found '10'")]
    [InlineData("--file a --max-ratio 0.5", "--max-ratio: expected at least 1, found 0.5")]
    [InlineData("--file a --threads 2", "--threads: it is for the models of --diversify DIR")]
    [InlineData("--file a --dev-size -1", "--dev-size: expected at least 0, found -1")]
    public async Task Prepare_WrongUsage_ExitsWithTwo(string arguments, string expected)
    {
        Assert.Equal(2, await Prepare(arguments));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_Cancelled_LeavesNothingBehind()
    {
        Write("train", Numbered(60, "a dog", "ein Hund"));
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        Assert.Equal(130, await Prepare("--train train.src train.tgt", cancellation.Token));
        Assert.Equal(["train.src", "train.tgt"], _folder.Entries);
    }

    public void Dispose() => _folder.Dispose();

    private Task<int> Prepare(string arguments, CancellationToken cancellation = default)
    {
        var terminal = new Terminal(TextReader.Null, _out, _error, Interactive: false);
        _out.NewLine = "\n";
        string[] words =
        [
            "prepare", "--source-lang", "en", "--target-lang", "de", "--output", _folder["out"],
            .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => File.Exists(_folder[word]) ? _folder[word] : word),
        ];
        return CommandLine.RunAsync([PrepareCommand.Create(terminal, TimeProvider.System)], words, terminal, cancellation);
    }

    private string Output(string name) => File.ReadAllText(Path.Combine(_folder["out"], name));

    private static List<(string Source, string Target)> Numbered(int count, string source, string target) =>
        [.. Enumerable.Range(1, count).Select(i => ($"{source} {i}", $"{target} {i}"))];

    private void Write(string part, IEnumerable<(string Source, string Target)> pairs) =>
        Write(part, [.. pairs.Select(pair => pair.Source)], [.. pairs.Select(pair => pair.Target)]);

    private void Write(string part, string[] source, string[] target)
    {
        _folder.Write($"{part}.src", string.Concat(source.Select(line => line + "\n")));
        _folder.Write($"{part}.tgt", string.Concat(target.Select(line => line + "\n")));
    }
}
