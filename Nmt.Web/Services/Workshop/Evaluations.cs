using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// Evaluations, each in a folder of its own below <c>evaluations</c>. <c>nmt evaluate</c> does the work; what it finds is
/// kept, so that it is there after a restart.
/// </summary>
internal sealed class Evaluations(
    IOptions<WorkshopOptions> options, INmtProgram nmt, ModelStore models, CorpusStore corpora, TimeProvider time)
{
    public const string SourceFile = "source.txt";

    private const string CardFile = "evaluation.json";
    private const string ResultFile = "result.json";
    private const string AnalysisFile = "analysis.json";
    private const string ReportFile = "report.html";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _root = Path.Combine(Path.GetFullPath(options.Value.Folder), "evaluations");
    private readonly Lock _naming = new();

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<Evaluation> List() => Directory.Exists(_root)
        ? [.. Directory.EnumerateDirectories(_root).Select(folder => Path.GetFileName(folder)!).OrderDescending(StringComparer.Ordinal).Select(Find).OfType<Evaluation>()]
        : [];

    /// <summary>Null where there is none of that id, whatever the id looks like.</summary>
    public Evaluation? Find(string id)
    {
        if (StoredName.From(id, "-") != id || !File.Exists(Path.Combine(FolderOf(id), CardFile)))
        {
            return null;
        }

        try
        {
            return Read<Evaluation>(Path.Combine(FolderOf(id), CardFile))! with
            {
                Id = id,
                Result = Read<EvaluationResult>(Path.Combine(FolderOf(id), ResultFile)),
                Analysis = TranslationAnalysis.Read(Path.Combine(FolderOf(id), AnalysisFile)),
            };
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>The analysis as a page of its own; null where there is none.</summary>
    public string? ReportOf(string id) =>
        Find(id) is not null && File.Exists(Path.Combine(FolderOf(id), ReportFile)) ? Path.Combine(FolderOf(id), ReportFile) : null;

    public void Delete(string id) => Directory.Delete(FolderOf(Require(id).Id), recursive: true);

    /// <summary>Stores what is to be evaluated; nothing of it is left where it fails.</summary>
    /// <exception cref="NmtException">Something is missing or does not belong together.</exception>
    public async Task<Evaluation> AddAsync(EvaluationAsk ask, Action<string>? progress, CancellationToken token)
    {
        EvaluationRules.Require(ask);
        DateTimeOffset now = time.GetUtcNow();
        string folder = Reserve(now);
        try
        {
            var files = new Dictionary<string, string>();
            foreach ((string stored, FileUpload file) in EvaluationRules.Uploads(ask))
            {
                progress?.Invoke($"Sending {StoredName.Shown(file.Name)}");
                await file.SaveAsync(Path.Combine(folder, stored), options.Value.UploadBytes, null, token);
                files.Add(stored, StoredName.Shown(file.Name));
            }

            AddTestSet(ask, folder, files);
            var evaluation = new Evaluation
            {
                Name = ask.Name.Trim().Length > 0 ? StoredName.Shown(ask.Name.Trim()) : EvaluationRules.NameOf(ask),
                Systems = EvaluationRules.Systems(ask),
                Files = files,
                Model = ask.Model,
                Target = ask.Model is null ? null : ask.Target,
                Metrics = ask.Metrics,
                Significance = ask.Significance,
                Created = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            };
            AtomicFile.Write(Path.Combine(folder, CardFile), stream => JsonSerializer.Serialize(stream, evaluation, Json));
            return evaluation with { Id = Path.GetFileName(folder) };
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Scores it and keeps the result, or why there is none.</summary>
    public async Task RunAsync(string id, Action<string> progress, CancellationToken token)
    {
        Evaluation evaluation = Require(id);
        EvaluationResult result;
        try
        {
            NmtOutcome outcome = await nmt.RunAsync(Arguments(evaluation), progress, token);
            ScoreTable? scores = outcome.Succeeded ? ScoreTable.Parse(outcome.Output, evaluation.Systems) : null;
            result = new EvaluationResult(scores, scores is not null ? null
                : outcome.Succeeded ? "The program ended without scores. Run it again." : InWords(evaluation, outcome.Fault))
            {
                Warnings = [.. outcome.Warnings.Select(warning => InWords(evaluation, warning))],
            };
            MendReport(evaluation);
        }
        catch (NmtException fault)
        {
            result = new EvaluationResult(null, fault.Message);
        }

        AtomicFile.Write(Path.Combine(FolderOf(id), ResultFile), stream => JsonSerializer.Serialize(stream, result, Json));
    }

    private List<string> Arguments(Evaluation evaluation)
    {
        string folder = FolderOf(evaluation.Id);
        string[] Named(string role) => [.. evaluation.Files.Keys.Where(name => name.StartsWith(role, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name))];
        string[] hypotheses = Named(EvaluationRules.Hypothesis);
        List<string> arguments = ["evaluate", "--format", "json", "--width", "2", "--metrics", .. evaluation.Metrics, "--ref", .. Named(EvaluationRules.Reference)];
        bool compares = evaluation.Systems.Count > 1;
        if (evaluation.Model is { } id)
        {
            string model = models.FolderOf(id) ?? throw new NmtException($"The model '{id}' is gone. Choose another one.");
            arguments.AddRange(["--model", model, "--output", Path.Combine(folder, "translations.txt")]);
            arguments.AddRange(evaluation.Target is { } target ? ["--target-lang", target] : []);
            arguments.AddRange(compares ? ["--baseline", hypotheses[0]] : []);
        }
        else if (evaluation.IsAnalyzed && compares)
        {
            arguments.AddRange(["--baseline", hypotheses[0], "--hyp", hypotheses[1]]);
        }
        else
        {
            arguments.AddRange(["--hyp", .. hypotheses]);
        }

        if (evaluation.IsAnalyzed)
        {
            arguments.AddRange(["--src", Path.Combine(folder, SourceFile), "--report", Path.Combine(folder, AnalysisFile), Path.Combine(folder, ReportFile)]);
        }

        arguments.AddRange(!evaluation.Significance ? [] : compares ? ["--paired-bs"] : ["--confidence"]);
        return arguments;
    }

    private void AddTestSet(EvaluationAsk ask, string folder, Dictionary<string, string> files)
    {
        if (ask.TestSet is not { } id)
        {
            return;
        }

        StoredCorpus corpus = corpora.Find(id) ?? throw new NmtException("The corpus of this test set is gone. Choose another one.");
        foreach ((string part, string stored) in new[] { ("test.src", SourceFile), ("test.tgt", EvaluationRules.Reference + "1.txt") })
        {
            string path = Path.Combine(corpora.PreparedOf(corpus), part);
            if (!File.Exists(path))
            {
                throw new NmtException($"{corpus.Name} has no test set. Prepare it first, or choose another one.");
            }

            File.Copy(path, Path.Combine(folder, stored));
            files.Add(stored, $"test set of {corpus.Name}");
        }
    }

    /// <summary>The report goes out of the house: in it, too, the reader's names stand for this server's paths.</summary>
    private void MendReport(Evaluation evaluation)
    {
        string path = Path.Combine(FolderOf(evaluation.Id), ReportFile);
        if (File.Exists(path))
        {
            string html = File.ReadAllText(path);
            foreach ((string stored, string shown) in evaluation.Files)
            {
                html = html.Replace(WebUtility.HtmlEncode(Path.Combine(FolderOf(evaluation.Id), stored)), WebUtility.HtmlEncode(shown), StringComparison.Ordinal);
            }

            AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(html)));
        }
    }

    private string InWords(Evaluation evaluation, string text) => evaluation.Files.Aggregate(
        text, (before, file) => before.Replace(Path.Combine(FolderOf(evaluation.Id), file.Key), file.Value, StringComparison.Ordinal));

    private Evaluation Require(string id) => Find(id) ?? throw new NmtException("This evaluation is gone. Begin another one.");

    private string Reserve(DateTimeOffset now)
    {
        lock (_naming)
        {
            Directory.CreateDirectory(_root);
            if (Directory.EnumerateDirectories(_root).Count() >= options.Value.Kept)
            {
                throw new NmtException($"The server keeps {options.Value.Kept} evaluations and no more (Nmt:Workshop:Kept). Delete one first.");
            }

            string id = StoredName.Free(StoredName.Of(now), name => Directory.Exists(FolderOf(name)));
            return Directory.CreateDirectory(FolderOf(id)).FullName;
        }
    }

    private string FolderOf(string id) => Path.Combine(_root, id);

    private static T? Read<T>(string path)
        where T : class => File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) : null;
}
