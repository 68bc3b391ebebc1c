using System.Globalization;
using Microsoft.Extensions.Options;
using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// The training runs of the runs folder. Nothing of a run is kept in memory that is not on the disk: a restarted server
/// finds each of them by its log and its process. Members are thread-safe.
/// </summary>
internal sealed class TrainingRuns(
    IOptions<ServingOptions> serving, IOptions<WorkshopOptions> options, INmtProgram nmt, CorpusStore corpora, TimeProvider time)
{
    /// <summary>A log that has been silent for longer belongs to a run that ended, where nothing else tells.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    private readonly string _root = Path.GetFullPath(serving.Value.Runs);
    private readonly Dictionary<string, RunLogReader> _readers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>All runs, those under way first, then the newest.</summary>
    public IReadOnlyList<RunView> List()
    {
        if (!Directory.Exists(_root))
        {
            return [];
        }

        string[] folders =
        [
            .. Directory.EnumerateDirectories(_root).Where(folder => File.Exists(Path.Combine(folder, "run.json")))
                .Union(TrainingJob.RunsIn(_root), StringComparer.Ordinal),
        ];
        return
        [
            .. folders.Select(View)
                .OrderByDescending(run => run.Lives)
                .ThenByDescending(run => run.History.LastWord?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? run.Created, StringComparer.Ordinal)
                .ThenBy(run => run.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Null where there is no run of that name, whatever the name looks like.</summary>
    public RunView? Find(string name) => FolderOf(name) is { } folder ? View(folder) : null;

    /// <summary>Starts a new run.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="NmtException">The corpus is not prepared, as many run as may, or the program could not be started.</exception>
    public string Start(TrainingChoice choice)
    {
        StoredCorpus corpus = corpora.Find(choice.Corpus) is { Prepared: not null } found
            ? found
            : throw new NmtException("This corpus is not prepared yet. Prepare it first.");
        if (!TrainingPreset.All.Any(preset => preset.Name == choice.Preset) || choice.Epochs is < 1 or > 100_000)
        {
            throw new NmtException("The preset or the number of epochs is none that nmt takes. Choose again.");
        }

        lock (_lock)
        {
            RequireRoom();
            Directory.CreateDirectory(_root);
            string wish = StoredName.From(choice.Name, $"{corpus.SourceLanguage}-{corpus.TargetLanguage}");
            string name = StoredName.Free(wish, each => Path.Exists(FullPath(each)) || File.Exists(TrainingJob.PathOf(FullPath(each))));
            string[] epochs = choice.Epochs is { } most ? ["--set", string.Create(CultureInfo.InvariantCulture, $"epochs={most}")] : [];
            var job = new TrainingJob
            {
                Arguments =
                [
                    "train", "--preset", choice.Preset, "--data", corpora.PreparedOf(corpus), "--output", FullPath(name),
                    .. epochs, .. options.Value.TrainArguments,
                ],
                Corpus = corpus.Name,
                Preset = choice.Preset,
                SourceLanguage = corpus.SourceLanguage,
                TargetLanguage = corpus.TargetLanguage,
                Created = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            };
            try
            {
                Launch(FullPath(name), job);
                return name;
            }
            catch
            {
                File.Delete(TrainingJob.PathOf(FullPath(name)));
                throw;
            }
        }
    }

    /// <summary>Ends the process with a checkpoint, to go on later.</summary>
    public void Pause(string name) => End(name, RunWish.Pause);

    /// <summary>Ends the process with a checkpoint, for good unless somebody resumes it after all.</summary>
    public void Stop(string name) => End(name, RunWish.Stop);

    /// <summary>Gives the same command again: the program goes on from the last checkpoint.</summary>
    /// <exception cref="NmtException">It runs already, or as many run as may.</exception>
    public void Resume(string name)
    {
        lock (_lock)
        {
            (string folder, TrainingJob job) = Require(name);
            if (IsAlive(job))
            {
                throw new NmtException($"{name} is still running.");
            }

            RequireRoom();
            Launch(folder, job with { Wish = RunWish.Train, Process = null });
        }
    }

    /// <summary>Removes a run that has ended, its checkpoints and its model; an installed model stays.</summary>
    /// <exception cref="NmtException">It runs.</exception>
    public void Delete(string name)
    {
        lock (_lock)
        {
            string folder = FolderOf(name) ?? throw Gone(name);
            if (View(folder).Lives)
            {
                throw new NmtException($"{name} is still running. Stop it first.");
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            File.Delete(TrainingJob.LogOf(folder));
            File.Delete(TrainingJob.PathOf(folder));
            _readers.Remove(folder);
        }
    }

    /// <summary>The bundle of a run's best weights.</summary>
    /// <exception cref="NmtException">There is none.</exception>
    public string BestOf(string name) => FolderOf(name) is { } folder && HasModel(folder)
        ? Best(folder)
        : throw new NmtException($"{name} has no model yet: there is one after its first evaluation.");

    private void Launch(string folder, TrainingJob job)
    {
        job.Write(folder);
        (job with { Process = nmt.Start(job.Arguments, TrainingJob.LogOf(folder)) }).Write(folder);
    }

    private void End(string name, RunWish wish)
    {
        lock (_lock)
        {
            (string folder, TrainingJob job) = Require(name);
            (job with { Wish = wish }).Write(folder);
            if (job.Process is { } process)
            {
                nmt.Terminate(process);
            }
        }
    }

    private void RequireRoom()
    {
        string[] running = [.. (Directory.Exists(_root) ? TrainingJob.RunsIn(_root) : [])
            .Where(folder => TrainingJob.Read(folder) is { } job && IsAlive(job))
            .Select(folder => Path.GetFileName(folder))];
        if (running.Length >= options.Value.Trainings)
        {
            throw new NmtException(
                $"{string.Join(", ", running)} is being trained, and this server trains {options.Value.Trainings} at a time (Nmt:Workshop:Trainings). Pause or stop it first, or wait.");
        }
    }

    private RunView View(string folder)
    {
        lock (_lock)
        {
            TrainingJob? job = TrainingJob.Read(folder);
            if (!_readers.TryGetValue(folder, out RunLogReader? reader))
            {
                _readers.Add(folder, reader = new RunLogReader(Path.Combine(folder, "run.jsonl")));
            }

            // First whether it lives, then what it said: the other way round, a run that ends in between seems killed.
            bool alive = job is not null && IsAlive(job);
            RunHistory history = reader.Read();
            RunState state = StateOf(job, alive, history);
            return new RunView(Path.GetFileName(folder), state, history)
            {
                SourceLanguage = job?.SourceLanguage ?? history.SourceLanguage,
                TargetLanguage = job?.TargetLanguage ?? history.TargetLanguage,
                Corpus = job?.Corpus ?? "",
                Preset = job?.Preset ?? "",
                Created = job?.Created ?? "",
                Own = job is not null,
                HasModel = HasModel(folder),
                LastWords = state is RunState.Failed or RunState.BrokenOff ? LogTail.Of(TrainingJob.LogOf(folder)) : [],
            };
        }
    }

    private RunState StateOf(TrainingJob? job, bool alive, RunHistory history)
    {
        if (alive)
        {
            return job!.Wish != RunWish.Train ? RunState.Ending : history.HasStarted ? RunState.Training : RunState.Starting;
        }

        bool ended = history.End is not null;
        bool interrupted = history.End == "interrupted";
        if (ended && !interrupted)
        {
            return RunState.Finished;
        }

        if (job is null)
        {
            bool silent = time.GetUtcNow() - (history.LastWord ?? DateTimeOffset.MinValue) > Silence;
            return interrupted ? RunState.Paused : silent ? RunState.BrokenOff : RunState.Training;
        }

        bool inOrder = interrupted || !history.HasStarted;
        return (job.Wish, inOrder) switch
        {
            (RunWish.Pause, true) => RunState.Paused,
            (RunWish.Stop, true) => RunState.Stopped,
            _ => history.HasStarted ? RunState.BrokenOff : RunState.Failed,
        };
    }

    private bool IsAlive(TrainingJob job) => job.Process is { } process && nmt.IsAlive(process);

    private (string Folder, TrainingJob Job) Require(string name) =>
        FolderOf(name) is { } folder && TrainingJob.Read(folder) is { } job ? (folder, job) : throw Gone(name);

    /// <summary>The folder of a run that is there; a name that is none, as with slashes in it, names no run.</summary>
    private string? FolderOf(string name)
    {
        bool isName = name.Length > 0 && name == Path.GetFileName(name) && !name.StartsWith('.');
        return isName && (Directory.Exists(FullPath(name)) || File.Exists(TrainingJob.PathOf(FullPath(name)))) ? FullPath(name) : null;
    }

    private string FullPath(string name) => Path.Combine(_root, name);

    private static string Best(string folder) => Path.Combine(folder, "best");

    private static bool HasModel(string folder) => File.Exists(Path.Combine(Best(folder), Nmt.Model.ModelManifest.FileName));

    private static NmtException Gone(string name) => new($"There is no run '{StoredName.Shown(name)}' that this server started.");
}
