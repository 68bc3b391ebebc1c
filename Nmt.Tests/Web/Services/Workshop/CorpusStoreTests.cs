using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class CorpusStoreTests : IDisposable
{
    private readonly WorkshopBench _bench = new();

    private string Root => Path.Combine(_bench.Folder.Workshop, "corpora");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Add_TwoFiles_AreStoredUnderNamesOfTheServer()
    {
        StoredCorpus corpus = await AddAsync(WorkshopBench.File("../../../etc/train.en", "Yes.\n"), WorkshopBench.File("C:\\x\\train.de.gz", "Ja.\n"));
        Assert.Equal(["corpus.json", "source.txt", "target.txt.gz"], Files(corpus.Id));
        Assert.Equal(["train.en", "train.de.gz"], corpus.Files.Select(file => file.Shown));
        Assert.Equal("train.en", corpus.Name);
        Assert.Equal(corpus.Id, Assert.Single(_bench.Corpora.List()).Id);
    }

    [Theory]
    [InlineData("memory.TMX", "corpus.tmx")]
    [InlineData("memory.tmx.gz", "corpus.tmx.gz")]
    [InlineData("pairs.anything", "corpus.tsv")]
    public async Task Add_OneFile_KeepsItsForm(string name, string stored)
    {
        StoredCorpus corpus = await AddAsync(WorkshopBench.File(name, "Yes.\tJa.\n"));
        Assert.Equal(["corpus.json", stored], Files(corpus.Id));
    }

    [Theory]
    [InlineData("en", "--output", "no language code")]
    [InlineData("", "de", "no language code")]
    [InlineData("en", "EN", "Both languages")]
    public async Task Add_BadLanguages_IsRefused(string source, string target, string words)
    {
        var upload = new CorpusUpload { SourceLanguage = source, TargetLanguage = target, Files = [WorkshopBench.File("a.tsv", "x\ty")] };
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => _bench.Corpora.AddAsync(upload, null, CancellationToken.None));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Corpora.List());
    }

    [Theory]
    [InlineData("talks.docx", "talks.de", ".docx files cannot be read")]
    [InlineData("talks.tmx", "talks.de", "translation memory")]
    public async Task Add_FilesThatWillNotDo_AreRefusedBeforeTheyAreSent(string source, string target, string words)
    {
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => AddAsync(WorkshopBench.File(source, "x"), WorkshopBench.File(target, "x")));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_SecondFileTooLarge_LeavesNothing()
    {
        var large = new FileUpload("b.de", 2_000_000, _ => Stream.Null);
        await Assert.ThrowsAsync<NmtException>(() => AddAsync(WorkshopBench.File("a.en", "x\n"), large));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Root));
    }

    [Fact]
    public async Task Add_AsManyAsAreKept_AsksToDeleteOne()
    {
        using var bench = new WorkshopBench(options => options.Kept = 1);
        StoredCorpus first = await bench.AddCorpusAsync();
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => bench.AddCorpusAsync());
        Assert.Contains("Delete one first", fault.Message, StringComparison.Ordinal);
        bench.Corpora.Delete(first.Id);
        await bench.AddCorpusAsync();
    }

    [Fact]
    public async Task Add_TwoInOneSecond_HaveNamesOfTheirOwn()
    {
        StoredCorpus first = await _bench.AddCorpusAsync();
        StoredCorpus second = await _bench.AddCorpusAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(2, _bench.Corpora.List().Count);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../corpora")]
    [InlineData("")]
    [InlineData("none")]
    public async Task Find_NoSuchId_IsNull(string id)
    {
        await _bench.AddCorpusAsync();
        Assert.Null(_bench.Corpora.Find(id));
    }

    [Fact]
    public async Task Check_AsksTheLinterAndKeepsWhatItSays()
    {
        StoredCorpus corpus = await _bench.AddCorpusAsync();
        _bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await _bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);

        string folder = Path.Combine(Root, corpus.Id);
        Assert.Equal(
            ["prepare", "--check", "--format", "json", "--source-lang", "en", "--target-lang", "de", "--train", Path.Combine(folder, "source.txt"), Path.Combine(folder, "target.txt")],
            Assert.Single(_bench.Nmt.Runs));
        _bench.Restart();
        CorpusReport report = _bench.Corpora.Find(corpus.Id)!.Report!;
        Assert.Equal((1200, 1000, 2), (report.PairsRead, report.TrainPairs, report.Findings.Count));
        Assert.Null(report.Fault);
    }

    [Fact]
    public async Task Check_UnusableCorpus_TellsWhyInTheReadersNames()
    {
        StoredCorpus corpus = await _bench.AddCorpusAsync();
        string source = Path.Combine(Root, corpus.Id, "source.txt");
        string findings = $$"""{"findings":[{"part":"train","code":"unequal-counts","meaning":"unequal","dropped":true,"count":1,"firstLines":[2],"details":["{{source}} has 3 lines"],"advice":""}]}""";
        _bench.Nmt.Answer = _ => new NmtOutcome(1, findings, ["prepare: reading", $"nmt: error: {source} has 3 lines, expected 2."]);
        await _bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        CorpusReport report = _bench.Corpora.Find(corpus.Id)!.Report!;
        Assert.Equal("talks.en has 3 lines, expected 2.", report.Fault);
        Assert.Equal("talks.en has 3 lines", Assert.Single(report.Findings).Details[0]);
    }

    [Fact]
    public async Task Prepare_Fails_SaysWhy()
    {
        StoredCorpus corpus = await _bench.AddCorpusAsync();
        _bench.Nmt.Answer = _ => new NmtOutcome(1, "", ["nmt: error: too few pairs"]);
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => _bench.Corpora.PrepareAsync(corpus.Id, new CorpusChoice { Cut = true }, _ => { }, CancellationToken.None));
        Assert.Equal("too few pairs", fault.Message);
        Assert.Equal(["prepare", "--output", _bench.Corpora.PreparedOf(corpus), "--unequal-counts", "cut"], _bench.Nmt.Runs[0].Take(5));
    }

    [Fact]
    public async Task Prepare_Decisions_AreToldWhereTheyDifferFromTheReport()
    {
        StoredCorpus corpus = await CheckedAsync();
        var choice = new CorpusChoice { Dropped = new Dictionary<string, bool> { ["markup"] = true, ["duplicate"] = true } };
        await _bench.Corpora.PrepareAsync(corpus.Id, choice, _ => { }, CancellationToken.None);
        Assert.Equal(["--drop", "markup", "--format"], _bench.Nmt.Runs[^1].Skip(3).Take(3));

        choice = new CorpusChoice { Dropped = new Dictionary<string, bool> { ["duplicate"] = false } };
        await _bench.Corpora.PrepareAsync(corpus.Id, choice, _ => { }, CancellationToken.None);
        Assert.Equal(["--keep", "duplicate", "--format"], _bench.Nmt.Runs[^1].Skip(3).Take(3));
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("overlap")]
    public async Task Prepare_DecisionThatTheReportLacks_IsRefused(string code)
    {
        StoredCorpus corpus = await CheckedAsync();
        var choice = new CorpusChoice { Dropped = new Dictionary<string, bool> { [code] = true } };
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => _bench.Corpora.PrepareAsync(corpus.Id, choice, _ => { }, CancellationToken.None));
        Assert.Contains($"no finding '{code}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_SetsOfOnesOwn_AreStoredAndGivenToThePreparation()
    {
        var upload = new CorpusUpload
        {
            SourceLanguage = "en",
            TargetLanguage = "de",
            Files = [WorkshopBench.File("a.en", "x\n"), WorkshopBench.File("a.de", "y\n")],
            Dev = [WorkshopBench.File("dev.en", "x\n"), WorkshopBench.File("dev.de.gz", "y\n")],
            Test = [WorkshopBench.File("test.tmx", "<tmx/>")],
        };
        List<long> sent = [];
        StoredCorpus corpus = await _bench.Corpora.AddAsync(upload, sent.Add, CancellationToken.None);
        Assert.Equal([2, 4, 6, 8, 14], sent);
        Assert.Equal(
            ["corpus.json", "dev-source.txt", "dev-target.txt.gz", "source.txt", "target.txt", "test-corpus.tmx"], Files(corpus.Id));
        Assert.Equal(["dev.en", "dev.de.gz"], _bench.Corpora.Find(corpus.Id)!.Dev.Select(file => file.Shown));

        await _bench.Corpora.PrepareAsync(corpus.Id, new CorpusChoice(), _ => { }, CancellationToken.None);
        string At(string name) => Path.Combine(Root, corpus.Id, name);
        Assert.Equal(
            ["--dev", At("dev-source.txt"), At("dev-target.txt.gz"), "--test", At("test-corpus.tmx")], _bench.Nmt.Runs[^1].TakeLast(5));
    }

    [Fact]
    public async Task Add_SetThatWillNotDo_LeavesNothing()
    {
        var upload = new CorpusUpload { SourceLanguage = "en", TargetLanguage = "de", Files = [WorkshopBench.File("a.tsv", "x\ty")], Dev = [WorkshopBench.File("dev.docx", "x")] };
        await Assert.ThrowsAsync<NmtException>(() => _bench.Corpora.AddAsync(upload, null, CancellationToken.None));
        Assert.Empty(_bench.Corpora.List());
    }

    [Fact]
    public async Task Find_CardDamaged_IsPassedOver()
    {
        StoredCorpus corpus = await _bench.AddCorpusAsync();
        await File.WriteAllTextAsync(Path.Combine(Root, corpus.Id, "corpus.json"), "{");
        Assert.Null(_bench.Corpora.Find(corpus.Id));
        Assert.Empty(_bench.Corpora.List());
    }

    private Task<StoredCorpus> AddAsync(params FileUpload[] files) => _bench.Corpora.AddAsync(
        new CorpusUpload { SourceLanguage = "en", TargetLanguage = "de", Files = files }, null, CancellationToken.None);

    private async Task<StoredCorpus> CheckedAsync()
    {
        StoredCorpus corpus = await _bench.AddCorpusAsync();
        _bench.Nmt.Answer = _ => new NmtOutcome(0, WorkshopBench.GoodReport, []);
        await _bench.Corpora.CheckAsync(corpus.Id, _ => { }, CancellationToken.None);
        return corpus;
    }

    private string[] Files(string id) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, id)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
