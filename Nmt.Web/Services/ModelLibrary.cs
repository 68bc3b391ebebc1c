using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Errors;

namespace Nmt.Web.Services;

/// <summary>
/// Watches the models folder: a bundle that appears is loaded, one that changes is loaded again, one that goes is
/// unloaded, all without a restart. Polling finds changes on every file system, network mounts included.
/// </summary>
internal sealed partial class ModelLibrary(
    IOptions<ServingOptions> options,
    IModelHost host,
    TimeProvider time,
    ILogger<ModelLibrary> logger) : BackgroundService, IModelCatalog
{
    internal static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly string _folder = Path.GetFullPath(options.Value.Models);
    private readonly string _runs = Path.GetFullPath(options.Value.Runs);
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _scanning = new(1);
    private volatile TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<bool>? _tick;
    private volatile IReadOnlyList<InstalledModel> _models = [];
    private volatile IReadOnlyList<TrainingRun> _training = [];

    public event Action? Changed;

    public IReadOnlyList<InstalledModel> Models => _models;

    public IReadOnlyList<TrainingRun> Training => _training;

    public void Refresh() => _wake.TrySetResult();

    /// <summary>One look at both folders; returns when the models are loaded.</summary>
    internal async Task ScanAsync(CancellationToken token)
    {
        await _scanning.WaitAsync(token);
        try
        {
            ScanRuns();
            await ScanModelsAsync(token);
        }
        finally
        {
            _scanning.Release();
        }
    }

    public override void Dispose()
    {
        _scanning.Dispose();
        base.Dispose();
    }

    private void ScanRuns()
    {
        IReadOnlyList<TrainingRun> training = TrainingRun.ReadAll(_runs, time.GetUtcNow());
        if (!training.SequenceEqual(_training))
        {
            _training = training;
            Changed?.Invoke();
        }
    }

    private async Task ScanModelsAsync(CancellationToken token)
    {
        IReadOnlyDictionary<string, BundleFolder> found = BundleFolder.FindAll(_folder);
        foreach (string gone in _entries.Keys.Except(found.Keys).ToArray())
        {
            await host.UnloadAsync(gone, token);
            Publish(gone, null);
        }

        foreach ((string id, BundleFolder folder) in found)
        {
            if (!_entries.TryGetValue(id, out Entry? known) || known.Folder != folder)
            {
                await (folder.Off ? SetAsideAsync(id, folder, token) : LoadAsync(id, folder, token));
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogWatching(logger, _folder);
        using var timer = new PeriodicTimer(PollInterval, time);
        do
        {
            try
            {
                await ScanAsync(stoppingToken);
            }
            catch (UnavailableException)
            {
                // The worker has stopped, and so does the host: there is nothing left to load for.
                return;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogScanFailed(logger, fault, _folder);
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    /// <summary>Waits until it is time, or somebody changed the folder and says so.</summary>
    private async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken token)
    {
        Task<bool> tick = _tick ??= timer.WaitForNextTickAsync(token).AsTask();
        await Task.WhenAny(tick, _wake.Task);
        if (_wake.Task.IsCompleted)
        {
            _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (!tick.IsCompleted)
        {
            return true;
        }

        _tick = null;
        return await tick;
    }

    private async Task LoadAsync(string id, BundleFolder folder, CancellationToken token)
    {
        InstalledModel model = new(id, [], ModelState.Loading);
        try
        {
            model = Describe(id, folder);
            if (!_entries.TryGetValue(id, out Entry? known) || known.Model.State == ModelState.Unloaded)
            {
                Publish(id, new Entry(folder, model));
            }

            await host.LoadAsync(id, folder.Path, token);
            Publish(id, new Entry(folder, model with { State = ModelState.Ready }));
            LogReady(logger, id, model.Languages);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogLoadFailed(logger, fault, folder.Path);
            await host.UnloadAsync(id, token);
            // Every reader sees it where no model is left, so it names files, not where they are on this machine.
            string reason = fault is NmtException or IOException
                ? fault.Message.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                : "It could not be loaded. The server's log has the reason.";
            Publish(id, new Entry(folder, model with { State = ModelState.Failed, Fault = reason }));
        }
    }

    /// <summary>Takes a model out of memory, or never brings it there.</summary>
    private async Task SetAsideAsync(string id, BundleFolder folder, CancellationToken token)
    {
        await host.UnloadAsync(id, token);
        try
        {
            Publish(id, new Entry(folder, Describe(id, folder) with { State = ModelState.Unloaded }));
        }
        catch (NmtException fault)
        {
            Publish(id, new Entry(folder, new InstalledModel(id, [], ModelState.Failed) { Fault = fault.Message }));
        }
    }

    private static InstalledModel Describe(string id, BundleFolder folder)
    {
        ModelManifest manifest = ModelManifest.Read(folder.Path);
        return new InstalledModel(id, manifest.Directions, ModelState.Loading)
        {
            Name = manifest.Name,
            Parameters = manifest.Parameters,
            Scores = manifest.Scores,
            TrainingData = manifest.TrainingData,
            Created = manifest.Created,
            Bytes = new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length),
        };
    }

    private void Publish(string id, Entry? entry)
    {
        if (entry is null)
        {
            _entries.Remove(id);
        }
        else
        {
            _entries[id] = entry;
        }

        _models = [.. _entries.Values.Select(each => each.Model)];
        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Information, "Serving the models in {Folder}; new ones appear by themselves.")]
    private static partial void LogWatching(ILogger logger, string folder);

    [LoggerMessage(LogLevel.Information, "Model {Id} is ready: {Languages}.")]
    private static partial void LogReady(ILogger logger, string id, string languages);

    [LoggerMessage(LogLevel.Error, "The model in {Folder} could not be loaded.")]
    private static partial void LogLoadFailed(ILogger logger, Exception fault, string folder);

    [LoggerMessage(LogLevel.Warning, "{Folder} could not be read; the next look is in two seconds.")]
    private static partial void LogScanFailed(ILogger logger, Exception fault, string folder);

    private sealed record Entry(BundleFolder Folder, InstalledModel Model);
}
