using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Model;
using Nmt.Web.Services;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Fakes;

/// <summary>The services behind the pages that change the server, over folders of their own and without processes.</summary>
internal sealed class WorkshopBench : IDisposable
{
    /// <summary>What a check of a good corpus answers.</summary>
    public const string GoodReport = """
        {"pairsRead":1200,"vocabulary":2000,"parts":{"train":{"pairs":1000,"sourcePieces":9000,"targetPieces":9500},"dev":{"pairs":100,"sourcePieces":900,"targetPieces":950},"test":{"pairs":90,"sourcePieces":800,"targetPieces":850}},
        "findings":[{"part":"train","code":"duplicate","meaning":"the pair occurred before","dropped":true,"optional":true,"count":10,"firstLines":[4,9],"example":"Yes. | Ja.","details":[],"advice":""},
        {"part":"train","code":"markup","meaning":"has tags, as in <b>","dropped":false,"optional":true,"count":2,"firstLines":[7,8],"example":"<b>Hi</b>","details":[],"advice":"The model would learn to write tags."}]}
        """;

    public const string StartLine = """{"event":"start","time":"2026-01-01T00:00:00.000Z","parameters":5500000,"trainPairs":1000,"totalSteps":400,"sourceLanguage":"en","targetLanguage":"de","step":0}""";
    public const string StepLine = """{"event":"step","time":"2026-01-01T00:00:10.000Z","epoch":1.5,"loss":4.25,"learningRate":0.001,"tokensPerSecond":3100,"secondsLeft":600,"step":100}""";
    public const string EvaluateLine = """{"event":"evaluate","time":"2026-01-01T00:00:20.000Z","epoch":2,"validLoss":3.5,"bleu":12.5,"signature":"nrefs:1|case:mixed","best":true,"samples":[{"source":"A dog.","reference":"Ein Hund.","translation":"Ein Hund rennt."}],"step":120}""";
    public const string CheckpointLine = """{"event":"checkpoint","time":"2026-01-01T00:00:30.000Z","path":"x","step":120}""";
    public const string InterruptedLine = """{"event":"end","time":"2026-01-01T00:00:40.000Z","reason":"interrupted","step":130}""";
    public const string FinishedLine = """{"event":"end","time":"2026-01-01T00:00:50.000Z","reason":"finished","step":400}""";

    public WorkshopBench(Action<WorkshopOptions>? set = null)
    {
        Serving = Options.Create(new ServingOptions { Models = Folder.Models, Runs = Folder.Runs });
        var options = new WorkshopOptions { Folder = Folder.Workshop, UploadMegabytes = 1 };
        set?.Invoke(options);
        Settings = Options.Create(options);
        Errands = new Errands(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<Errands>.Instance);
        Restart();
    }

    public ModelsFolder Folder { get; } = new();

    public FakeNmt Nmt { get; } = new();

    public FakeCatalog Catalog { get; } = new();

    public TrialHost Host { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero));

    public IOptions<ServingOptions> Serving { get; }

    public IOptions<WorkshopOptions> Settings { get; }

    public Errands Errands { get; }

    public CorpusStore Corpora { get; private set; } = null!;

    public TrainingRuns Runs { get; private set; } = null!;

    public ModelStore Models { get; private set; } = null!;

    public Evaluations Evaluations { get; private set; } = null!;

    /// <summary>New services over what is on the disk, as a restarted server has them.</summary>
    public void Restart()
    {
        Corpora = new CorpusStore(Settings, Nmt, Time);
        Runs = new TrainingRuns(Serving, Settings, Nmt, Corpora, Time);
        Models = new ModelStore(Serving, Settings, Host, Catalog);
        Evaluations = new Evaluations(Settings, Nmt, Models, Corpora, Time);
    }

    public static FileUpload File(string name, string text) => File(name, System.Text.Encoding.UTF8.GetBytes(text));

    public static FileUpload File(string name, byte[] bytes) => new(name, bytes.Length, _ => new MemoryStream(bytes));

    public Task<StoredCorpus> AddCorpusAsync(string source = "en", string target = "de") => Corpora.AddAsync(
        new CorpusUpload
        {
            Name = "talks",
            SourceLanguage = source,
            TargetLanguage = target,
            Files = [File("talks.en", "Yes.\n"), File("talks.de", "Ja.\n")],
        },
        null,
        CancellationToken.None);

    /// <summary>A corpus with all that a run needs.</summary>
    public async Task<StoredCorpus> AddPreparedAsync()
    {
        StoredCorpus corpus = await AddCorpusAsync();
        Prepare(corpus);
        return Corpora.Find(corpus.Id)!;
    }

    private void Prepare(StoredCorpus corpus)
    {
        string folder = Corpora.PreparedOf(corpus);
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, "prepare.json"), GoodReport);
        System.IO.File.WriteAllText(Path.Combine(folder, "test.src"), "A dog.\n");
        System.IO.File.WriteAllText(Path.Combine(folder, "test.tgt"), "Ein Hund.\n");
    }

    /// <summary>A bundle whose files are not a model, but have the hashes that its manifest names.</summary>
    public static string WriteBundle(string folder, string name = "talks en-de", string weights = "weights")
    {
        Directory.CreateDirectory(folder);
        foreach (string file in BundleArchive.Files.Where(file => file != ModelManifest.FileName))
        {
            System.IO.File.WriteAllText(Path.Combine(folder, file), file == ModelBundle.WeightsFile ? weights : "{}");
        }

        new ModelManifest
        {
            Name = name,
            SourceLanguage = "en",
            TargetLanguage = "de",
            TrainingData = "1000 pairs of talks",
            Created = "2026-01-01T00:00:00Z",
            Scores = [new ModelScore("dev", "BLEU", 12.5, "nrefs:1|case:mixed")],
        }.Write(folder);
        return folder;
    }

    public void Dispose() => Folder.Dispose();
}

/// <summary>A host that loads everything, unless a test says why not.</summary>
internal sealed class TrialHost : IModelHost
{
    public Exception? Fault { get; set; }

    /// <summary>Awaited before a bundle is loaded or refused.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public List<string> Events { get; } = [];

    public async Task LoadAsync(string id, string folder, CancellationToken token)
    {
        Events.Add($"load {string.Join(",", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}");
        await Hold.WaitAsync(token);
        if (Fault is not null)
        {
            throw Fault;
        }
    }

    public Task UnloadAsync(string id, CancellationToken token)
    {
        Events.Add("unload");
        return Task.CompletedTask;
    }
}
