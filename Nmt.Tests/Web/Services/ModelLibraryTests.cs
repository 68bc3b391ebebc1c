using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class ModelLibraryTests : IDisposable
{
    private readonly ModelsFolder _folder = new();
    private readonly RecordingHost _host = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2030-01-01T00:00:00Z", null));
    private readonly ModelLibrary _library;

    public ModelLibraryTests()
    {
        var options = Options.Create(new ServingOptions { Models = _folder.Models, Runs = _folder.Runs });
        _library = new ModelLibrary(options, _host, _time, NullLogger<ModelLibrary>.Instance);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Scan_FolderMissing_HasNoModels()
    {
        await ScanAsync();
        Assert.Empty(_library.Models);
    }

    [Fact]
    public async Task Scan_NewBundle_IsLoadedAndAnnounced()
    {
        List<ModelState> states = [];
        _library.Changed += () => states.AddRange(_library.Models.Select(model => model.State));
        _folder.Add("en", "de");
        await ScanAsync();

        InstalledModel model = Assert.Single(_library.Models);
        Assert.Equal(("en-de", ModelState.Ready), (model.Id, model.State));
        Assert.Equal([new("en", "de")], model.Directions);
        Assert.Equal("English → German", model.Languages);
        Assert.Equal(3_980_000, model.Parameters);
        Assert.Equal([ModelState.Loading, ModelState.Ready], states);
    }

    [Fact]
    public async Task Scan_JoinedBundle_ServesItsDirectionsAndNoOthers()
    {
        _folder.Join("all", new("en", "de"), new("en", "fr"), new("de", "en"));
        await ScanAsync();

        Assert.Equal("English → German, English → French, German → English", Assert.Single(_library.Models).Languages);
        Assert.Equal(["en-de", "en-fr", "de-en"], ServedDirection.Of(_library.Models).Select(each => $"{each.Direction}"));
        InstalledModel more = _library.Models[0] with { Directions = [.. _library.Models[0].Directions, new("fr", "en")] };
        Assert.Equal("4 directions between English, French, German", more.Languages);
        Assert.Empty(ServedDirection.Of([more with { State = ModelState.Unloaded }]));
    }

    [Fact]
    public async Task Scan_NothingNew_LoadsNothingAgain()
    {
        _folder.Add("en", "de");
        await ScanAsync();
        await ScanAsync();
        Assert.Equal(["load en-de"], _host.Events);
    }

    [Fact]
    public async Task Scan_BundleChanged_IsLoadedAgainAndStaysReadyMeanwhile()
    {
        string folder = _folder.Add("en", "de");
        await ScanAsync();
        File.SetLastWriteTimeUtc(Path.Combine(folder, "manifest.json"), new DateTime(2029, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        List<ModelState> states = [];
        _library.Changed += () => states.AddRange(_library.Models.Select(model => model.State));
        await ScanAsync();
        Assert.Equal(["load en-de", "load en-de"], _host.Events);
        Assert.All(states, state => Assert.Equal(ModelState.Ready, state));
    }

    [Fact]
    public async Task Scan_BundleGone_IsUnloaded()
    {
        _folder.Add("en", "de");
        _folder.Add("de", "en");
        await ScanAsync();
        _folder.Remove("en-de");
        await ScanAsync();
        Assert.Equal("de-en", Assert.Single(_library.Models).Id);
        Assert.Equal("unload en-de", _host.Events[^1]);
    }

    [Fact]
    public async Task Scan_DamagedBundle_IsShownWithTheReasonAndTheOthersServe()
    {
        _folder.Add("en", "de");
        _folder.Add("de", "en");
        _host.Faulty.Add("de-en");
        await ScanAsync();
        Assert.Equal([ModelState.Failed, ModelState.Ready], _library.Models.Select(model => model.State));
        Assert.Equal("de-en is damaged", _library.Models[0].Fault);
    }

    [Fact]
    public async Task Scan_UnreadableManifest_IsShownWithTheReason()
    {
        string folder = _folder.Add("en", "de");
        File.WriteAllText(Path.Combine(folder, "manifest.json"), "{");
        await ScanAsync();
        InstalledModel model = Assert.Single(_library.Models);
        Assert.Equal(ModelState.Failed, model.State);
        Assert.Contains("manifest.json", model.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_WriteUnderWay_IsLeftAlone()
    {
        _folder.Add("en", "de", ".en-de.123.tmp");
        await ScanAsync();
        Assert.Empty(_library.Models);
    }

    [Fact]
    public async Task Scan_ModelsFolderIsABundle_IsServed()
    {
        string folder = _folder.Add("en", "de");
        var options = Options.Create(new ServingOptions { Models = folder, Runs = _folder.Runs });
        using var library = new ModelLibrary(options, _host, _time, NullLogger<ModelLibrary>.Instance);
        await library.ScanAsync(CancellationToken.None);
        Assert.Equal("en-de", Assert.Single(library.Models).Id);
    }

    [Fact]
    public async Task Run_NewBundle_AppearsAfterTheNextPoll()
    {
        var appeared = new TaskCompletionSource();
        _library.Changed += () =>
        {
            if (_library.Models.Any(model => model.State == ModelState.Ready))
            {
                appeared.TrySetResult();
            }
        };
        await _library.StartAsync(CancellationToken.None);
        _folder.Add("en", "de");
        while (!appeared.Task.IsCompleted)
        {
            _time.Advance(ModelLibrary.PollInterval);
            await Task.Yield();
        }

        await _library.StopAsync(CancellationToken.None);
        Assert.Equal("en-de", Assert.Single(_library.Models).Id);
    }

    private Task ScanAsync() => _library.ScanAsync(CancellationToken.None);

    private sealed class RecordingHost : IModelHost
    {
        public List<string> Events { get; } = [];

        public HashSet<string> Faulty { get; } = [];

        public Task LoadAsync(string id, string folder, CancellationToken token)
        {
            Events.Add($"load {id}");
            return Faulty.Contains(id) ? throw new NmtException($"{id} is damaged") : Task.CompletedTask;
        }

        public Task UnloadAsync(string id, CancellationToken token)
        {
            Events.Add($"unload {id}");
            return Task.CompletedTask;
        }
    }
}
