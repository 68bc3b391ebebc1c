using System.Text.Json;
using Nmt.Tests.Conventions;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

/// <summary>A folder with the tiny corpus, prepared, and a run of <c>nmt train</c> with the tiny recipe.</summary>
internal sealed class TinyRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Holds the two below and whatever a test puts beside them.</summary>
    public string Root => _folder.Path;

    /// <summary>The prepared corpus.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The run's own folder.</summary>
    public string Folder => Path.Combine(Root, "run");

    /// <summary>Makes <see cref="Data"/>.</summary>
    public async ValueTask PrepareAsync() => Assert.Equal(Data, await TinyCorpus.PrepareAsync(Root));

    /// <param name="settings">The first one's <c>--set</c> is there already.</param>
    public Task<VerbRun> TrainAsync(params string[] settings) => VerbRun.OfAsync(TrainCommand.Create, Arguments(settings));

    /// <inheritdoc cref="TrainAsync"/>
    public string[] Arguments(params string[] settings) =>
    [
        "--config", Path.Combine(RepositoryTests.FindRoot(), "Nmt.Training", "Configs", "tiny.json"),
        "--data", Data, "--output", Folder, "--device", "cpu", "--set", .. settings,
    ];

    /// <summary>The names of what the run's log tells, in order.</summary>
    public List<string> Events() =>
        [.. File.ReadLines(Path.Combine(Folder, "run.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];

    public void Dispose() => _folder.Dispose();
}
