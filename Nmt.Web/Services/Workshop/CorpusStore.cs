using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// The uploaded corpora: each in a folder of its own below <c>corpora</c>, with names that this class chooses. What a
/// check or a preparation finds is kept beside the files, so that a restarted server shows it again.
/// </summary>
internal sealed class CorpusStore(IOptions<WorkshopOptions> options, INmtProgram nmt, TimeProvider time)
{
    private const string CardFile = "corpus.json";
    private const string ReportFile = "check.json";
    private const string PreparedFolder = "prepared";
    private const string PreparedFile = "prepare.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _root = Path.Combine(Path.GetFullPath(options.Value.Folder), "corpora");
    private readonly Lock _naming = new();

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<StoredCorpus> List() => Directory.Exists(_root)
        ?
        [
            .. Directory.EnumerateDirectories(_root)
                .Select(folder => Path.GetFileName(folder)!)
                .Where(id => !id.StartsWith('.'))
                .OrderDescending(StringComparer.Ordinal)
                .Select(Find)
                .OfType<StoredCorpus>(),
        ]
        : [];

    /// <summary>Null where there is none of that id, whatever the id looks like.</summary>
    public StoredCorpus? Find(string id)
    {
        string folder = Path.Combine(_root, StoredName.From(id, "-"));
        string card = Path.Combine(folder, CardFile);
        if (StoredName.From(id, "-") != id || !File.Exists(card))
        {
            return null;
        }

        try
        {
            StoredCorpus corpus = JsonSerializer.Deserialize<StoredCorpus>(File.ReadAllBytes(card), Json)! with { Id = id };
            return corpus with
            {
                Report = ReadReport(Path.Combine(folder, ReportFile)),
                Prepared = ReadReport(Path.Combine(PreparedOf(corpus), PreparedFile)),
            };
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Where <c>nmt prepare</c> writes and <c>nmt train</c> reads; a model is named after that folder.</summary>
    public string PreparedOf(StoredCorpus corpus) =>
        Path.Combine(FolderOf(corpus.Id), PreparedFolder, StoredName.From(corpus.Name, "corpus"));

    /// <summary>Stores an upload; nothing of it is left where it fails.</summary>
    /// <exception cref="NmtException">The languages, the files or their number will not do.</exception>
    public async Task<StoredCorpus> AddAsync(CorpusUpload upload, Action<long>? progress, CancellationToken token)
    {
        Require(upload);
        DateTimeOffset now = time.GetUtcNow();
        string folder = Reserve(now);
        try
        {
            long sent = 0;
            async Task<IReadOnlyList<CorpusFile>> StoreAsync(IReadOnlyList<FileUpload> files, string part)
            {
                var stored = new List<CorpusFile>();
                foreach ((FileUpload file, string role) in files.Zip(files.Count == 1 ? ["corpus"] : new[] { "source", "target" }))
                {
                    string name = part + role + CorpusForm.SuffixFor(file.Name, files.Count == 1);
                    long before = sent;
                    sent += await file.SaveAsync(
                        Path.Combine(folder, name), options.Value.UploadBytes, written => progress?.Invoke(before + written), token);
                    stored.Add(new CorpusFile(name, StoredName.Shown(file.Name), sent - before));
                }

                return stored;
            }

            IReadOnlyList<CorpusFile> files = await StoreAsync(upload.Files, "");
            var corpus = new StoredCorpus
            {
                Name = upload.Name.Trim().Length > 0 ? StoredName.Shown(upload.Name.Trim()) : files[0].Shown,
                SourceLanguage = upload.SourceLanguage,
                TargetLanguage = upload.TargetLanguage,
                Files = files,
                Dev = await StoreAsync(upload.Dev, "dev-"),
                Test = await StoreAsync(upload.Test, "test-"),
                Created = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            };
            AtomicFile.Write(Path.Combine(folder, CardFile), stream => JsonSerializer.Serialize(stream, corpus, Json));
            return corpus with { Id = Path.GetFileName(folder) };
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Removes the corpus and what was prepared of it; runs keep their models.</summary>
    public void Delete(string id) => Directory.Delete(FolderOf(Require(id).Id), recursive: true);

    /// <summary>Looks for what is wrong with it, and keeps the report.</summary>
    /// <exception cref="NmtException">The program could not look.</exception>
    public async Task CheckAsync(string id, Action<string> progress, CancellationToken token)
    {
        StoredCorpus corpus = Require(id);
        NmtOutcome outcome = await nmt.RunAsync(["prepare", "--check", .. Arguments(corpus)], progress, token);
        CorpusReport? report = CorpusReport.Parse(InWords(corpus, outcome.Output));
        if (report is null && outcome.Succeeded)
        {
            throw new NmtException("The check ended without a report. Check it again.");
        }

        report = (report ?? new CorpusReport()) with { Fault = outcome.Succeeded ? null : InWords(corpus, outcome.Fault) };
        AtomicFile.Write(Path.Combine(FolderOf(id), ReportFile), stream => stream.Write(report.ToJson()));
    }

    /// <summary>Cleans, splits and learns subwords, as the reader chose.</summary>
    /// <exception cref="NmtException">The corpus will not do; says why.</exception>
    public async Task PrepareAsync(string id, CorpusChoice choice, Action<string> progress, CancellationToken token)
    {
        StoredCorpus corpus = Require(id);
        NmtOutcome outcome = await nmt.RunAsync(
            ["prepare", "--output", PreparedOf(corpus), .. choice.Arguments(corpus.Report), .. Arguments(corpus)], progress, token);
        if (!outcome.Succeeded)
        {
            throw new NmtException(InWords(corpus, outcome.Fault));
        }
    }

    private string[] Arguments(StoredCorpus corpus)
    {
        string[] Part(string option, IReadOnlyList<CorpusFile> files) => files.Count == 0
            ? []
            : [option, .. files.Select(file => Path.Combine(FolderOf(corpus.Id), file.Stored))];
        return
        [
            "--format", "json", "--source-lang", corpus.SourceLanguage, "--target-lang", corpus.TargetLanguage,
            .. Part(corpus.Files.Count == 1 ? "--file" : "--train", corpus.Files), .. Part("--dev", corpus.Dev), .. Part("--test", corpus.Test),
        ];
    }

    /// <summary>A text of the program with the reader's names of the files for the server's.</summary>
    private string InWords(StoredCorpus corpus, string text)
    {
        foreach (CorpusFile file in corpus.AllFiles)
        {
            string shown = JsonEncodedText.Encode(file.Shown, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
            text = text.Replace(Path.Combine(FolderOf(corpus.Id), file.Stored), shown, StringComparison.Ordinal);
        }

        return text;
    }

    private StoredCorpus Require(string id) =>
        Find(id) ?? throw new NmtException("This corpus is gone. Upload it again, or choose another one.");

    private void Require(CorpusUpload upload)
    {
        foreach (string language in new[] { upload.SourceLanguage, upload.TargetLanguage })
        {
            if (!StoredName.IsLanguage(language))
            {
                throw new NmtException($"'{language}' is no language code. Give one as in en, de or pt-BR.");
            }
        }

        if (string.Equals(upload.SourceLanguage, upload.TargetLanguage, StringComparison.OrdinalIgnoreCase))
        {
            throw new NmtException($"Both languages are '{upload.SourceLanguage}'. Expected two different ones.");
        }

        if (upload.Files.Count is not (1 or 2))
        {
            throw new NmtException("Choose the file of the source and the file of the target, or one file that holds both.");
        }

        if (upload.Dev.Count > 2 || upload.Test.Count > 2)
        {
            throw new NmtException("A set of your own is two files, or one that holds both sides.");
        }

        CorpusForm.RequireKnown(upload.Files);
        CorpusForm.RequireKnown(upload.Dev);
        CorpusForm.RequireKnown(upload.Test);
    }

    private string Reserve(DateTimeOffset now)
    {
        lock (_naming)
        {
            Directory.CreateDirectory(_root);
            if (Directory.EnumerateDirectories(_root).Count() >= options.Value.Kept)
            {
                throw new NmtException($"The server keeps {options.Value.Kept} corpora and no more (Nmt:Workshop:Kept). Delete one first.");
            }

            string id = StoredName.Free(StoredName.Of(now), name => Directory.Exists(FolderOf(name)));
            return Directory.CreateDirectory(FolderOf(id)).FullName;
        }
    }

    private string FolderOf(string id) => Path.Combine(_root, id);

    private static CorpusReport? ReadReport(string path) => File.Exists(path) ? CorpusReport.Parse(File.ReadAllText(path)) : null;
}
