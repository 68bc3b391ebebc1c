using System.Text;
using System.Text.Json;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;
using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Commands;

/// <summary>Every fault that <c>nmt prepare</c> looks for, planted in one corpus at known lines.</summary>
public sealed class PrepareFaultsTests : IDisposable
{
    private const int Lines = 2000;

    /// <summary>The target lacks this line: from here on nothing fits, and the files have unequal numbers of lines.</summary>
    private const int LostLine = 1500;

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _source;
    private readonly string[] _target;

    public PrepareFaultsTests()
    {
        var random = new Random(3);
        _source = new string[Lines];
        _target = new string[Lines];
        for (int i = 0; i < Lines; i++)
        {
            int words = random.Next(3, 20);
            _source[i] = $"The {Words(random, words, "dog cat house tree street garden window letter")} {i}";
            _target[i] = $"Der {Words(random, words, "Hund Katze Haus Baum Strasse Garten Fenster Brief")} {i}";
        }

        Plant();
    }

    public static TheoryData<string, int, bool> Faults => new()
    {
        { "byte-order-mark", 1, false },
        { "carriage-return", 11, false },
        { "carriage-return-inside", 21, false },
        { "line-separator", 31, false },
        { "control-character", 41, false },
        { "replacement-character", 51, false },
        { "markup", 61, false },
        { "entity", 71, false },
        { "empty", 81, true },
        { "invalid-utf8", 91, true },
        { "too-many-characters", 101, true },
        { "copy", 111, true },
        { "short-copy", 116, false },
        { "duplicate", 121, true },
        { "duplicate-source", 131, false },
        { "duplicate-target", 141, false },
        { "length-ratio", 151, true },
        { "too-many-pieces", 161, true },
        { "wrong-script", 171, true },
        { "overlap", 181, true },
        { "shared-source", 191, false },
        { "shared-target", 201, false },
        { "misaligned", LostLine, true },
        { "unequal-counts", Lines, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Prepare_PlantedFault_IsFoundAtItsLine(string code, int line, bool dropped)
    {
        VerbRun run = await Prepare("--unequal-counts", "cut", "--output", _folder["out"], "--format", "json");

        Assert.Equal(0, run.ExitCode);
        CorpusFinding finding = Assert.Single(JsonSerializer.Deserialize<PreparedCorpus>(run.Out, PreparedCorpus.Json)!.Findings,
            finding => finding.Code == code && finding.Part == "train");
        Assert.Equal(dropped, finding.Dropped);
        Assert.InRange(finding.FirstLines[0], code == "misaligned" ? line - 10 : line, code == "misaligned" ? line + 10 : line);
        Assert.Contains($"[{code}]", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--", finding.Advice, StringComparison.Ordinal); // it is read on a page, too
        Assert.Contains($"> {$"{finding.Advice} {finding.Option}".Trim()}".TrimEnd(), run.Error, StringComparison.Ordinal);
        bool whole = code is "misaligned";
        Assert.Equal(whole ? Lines - finding.FirstLines[0] : 1, finding.Count);
    }

    [Fact]
    public async Task Prepare_PlantedFaults_NothingElseIsFoundAndEveryPairIsAccountedFor()
    {
        VerbRun run = await Prepare("--unequal-counts", "cut", "--output", _folder["out"], "--format", "json");

        PreparedCorpus prepared = JsonSerializer.Deserialize<PreparedCorpus>(run.Out, PreparedCorpus.Json)!;
        Assert.Equal(
            Faults.Select(row => row.Data.Item1).Order(StringComparer.Ordinal),
            prepared.Findings.Where(finding => finding.Part == "train").Select(finding => finding.Code).Order(StringComparer.Ordinal));

        // The line that is not UTF-8 and the one without a partner are no pairs.
        long dropped = prepared.Findings.Where(finding => finding is { Part: "train", Dropped: true } and not { Code: "invalid-utf8" or "unequal-counts" })
            .Sum(finding => finding.Count);
        Assert.Equal(Lines - 2, prepared.PairsRead);
        Assert.Equal(prepared.PairsRead, prepared.Parts["train"].Pairs + dropped);
        CorpusFinding misaligned = prepared.Findings.Single(finding => finding.Code == "misaligned");
        Assert.Contains("source line n goes with target line n - 1", Assert.Single(misaligned.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_UnequalCounts_StopsButShowsWhatWasFound()
    {
        VerbRun run = await Prepare("--output", _folder["out"], "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"has {Lines} lines", run.Error, StringComparison.Ordinal);
        Assert.Contains($"has {Lines - 1}", run.Error, StringComparison.Ordinal);
        Assert.Contains("[misaligned]", run.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Contains("unequal-counts", json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()));
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task Prepare_MostLinesInAnotherEncoding_Stops()
    {
        _folder.Write("s", Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? $"Tür {i}\n" : $"Haus {i}\n"))));
        _folder.Write("t", string.Concat(Enumerable.Range(0, 100).Select(i => $"door {i}\n")));
        VerbRun run = await VerbRun.OfAsync(
            PrepareCommand.Create, "--source-lang", "de", "--target-lang", "en", "--train", _folder["s"], _folder["t"], "--check");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expected UTF-8, found 50 of 100 lines", run.Error, StringComparison.Ordinal);
        Assert.Contains("0xFC at byte 2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_Check_WritesNothing()
    {
        VerbRun run = await Prepare("--unequal-counts", "cut", "--check");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("nothing was written", run.Error, StringComparison.Ordinal);
        Assert.Equal(["dev.src", "dev.tgt", "train.src", "train.tgt"], _folder.Entries);
    }

    [Fact]
    public async Task Prepare_RecordedCommand_MakesTheSameCorpusAgain()
    {
        VerbRun run = await Prepare("--unequal-counts", "cut", "--output", _folder["out"], "--drop", "markup", "entity", "--keep", "copy", "--vocab-size", "300");
        Assert.Equal(0, run.ExitCode);
        PreparedCorpus prepared = PreparedCorpus.Read(_folder["out"]);
        Assert.All(prepared.Findings.Where(finding => finding.Code is "markup" or "entity"), finding => Assert.True(finding.Dropped));
        Assert.False(prepared.Findings.Single(finding => finding.Code == "copy").Dropped);

        string[] again = [.. prepared.Command.Skip(1).Select(word => word == _folder["out"] ? _folder["again"] : word)];
        Assert.Equal(0, (await VerbRun.OfAsync(PrepareCommand.Create, again)).ExitCode);
        Assert.Equal(prepared.Files, PreparedCorpus.Read(_folder["again"]).Files);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prepare_OtherThresholds_JudgeByThem()
    {
        VerbRun run = await Prepare("--check", "--unequal-counts", "cut", "--format", "json", "--ratio-grace", "100", "--shortest-copy", "6");

        Assert.Equal(0, run.ExitCode);
        IReadOnlyList<CorpusFinding> found = JsonSerializer.Deserialize<PreparedCorpus>(run.Out, PreparedCorpus.Json)!.Findings;
        Assert.Equal([111, 116], Assert.Single(found, finding => finding.Code == "copy").FirstLines);
        Assert.DoesNotContain(found, finding => finding.Code is "length-ratio" or "short-copy");
    }

    private void Plant()
    {
        _source[0] = "\uFEFF" + _source[0];
        _source[10] += "\r";
        _target[20] = _target[20].Insert(8, "\r");
        _source[30] = _source[30].Insert(8, "\u2028");
        _target[40] = _target[40].Insert(8, "\u0007");
        _source[50] = _source[50].Insert(8, "\uFFFD");
        _target[60] = _target[60].Insert(4, "<i>") + "</i>";
        _source[70] = _source[70].Insert(4, "&quot;");
        _target[80] = " ";
        _source[90] = _source[90].Insert(4, Invalid);
        _target[100] = string.Concat(Enumerable.Repeat(_target[100] + " ", 60))[..2500];
        _target[110] = _source[110] = "This sentence stands on both sides, untranslated.";
        _target[115] = _source[115] = "OK 116";
        (_source[120], _target[120]) = (_source[5], _target[5]);
        _source[130] = _source[6];
        _target[140] = _target[7];
        (_source[150], _target[150]) = ("The dog", "Der Hund 151 " + string.Join(' ', Enumerable.Repeat("Katze", 20)));
        _source[160] = string.Join(' ', Enumerable.Repeat("dog cat", 60)) + " 161";
        _target[160] = string.Join(' ', Enumerable.Repeat("Hund Katze", 60)) + " 161";
        _source[170] = "Эта строка написана на другом языке";
        (_source[180], _target[180]) = ("held out", "zurückbehalten");
        _source[190] = "also held out";
        _target[200] = "auch zurückbehalten";

        _folder.Write("train.src", Bytes(_source));
        _folder.Write("train.tgt", Bytes([.. _target.Where((_, i) => i != LostLine)]));
        _folder.Write("dev.src", "held out\nalso held out\nnot the other one\n");
        _folder.Write("dev.tgt", "zurückbehalten\nebenfalls zurückbehalten\nauch zurückbehalten\n");
    }

    // Stands for a byte that UTF-8 has not.
    private const string Invalid = "\uE000";

    private static byte[] Bytes(string[] lines) =>
        [.. Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")).Replace(Invalid, "\u0001\u0002", StringComparison.Ordinal))
            .Select((value, _) => value == 1 ? (byte)0xFC : value == 2 ? (byte)' ' : value)];

    private static string Words(Random random, int count, string words) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => random.GetItems(words.Split(' '), 1)[0]));

    private Task<VerbRun> Prepare(params string[] arguments) => VerbRun.OfAsync(
        PrepareCommand.Create,
        [
            "--source-lang", "en", "--target-lang", "de", "--train", _folder["train.src"], _folder["train.tgt"],
            "--dev", _folder["dev.src"], _folder["dev.tgt"], "--test-size", "0", .. arguments,
        ]);
}
