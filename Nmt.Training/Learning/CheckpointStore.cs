using System.Globalization;
using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// The checkpoints of a run, one folder each: a bundle with the raw weights, the optimizer's moments with the averaged
/// weights, and state.json. Each is written whole or not at all, and hashed in its manifest.
/// </summary>
/// <param name="folder">Where the checkpoints are.</param>
/// <param name="keep">How many stay.</param>
internal sealed class CheckpointStore(string folder, int keep)
{
    private const string OptimizerFile = "optimizer.safetensors";
    private const string StateFile = "state.json";
    private const string Prefix = "step-";
    private const string AveragePrefix = "average.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a checkpoint and removes those that are too old.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="IOException">The disk is full, say; the older checkpoints are untouched.</exception>
    public string Write(LearnedState learned, TrainingState state, Action<string> writeBundle)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{state.Step:D6}"));
        AtomicFolder.Write(path, temporary =>
        {
            using (var stream = File.Create(Path.Combine(temporary, OptimizerFile)))
                Safetensors.Write(stream, learned.Optimizer.Moments.Concat(Averages(learned)));
            File.WriteAllBytes(Path.Combine(temporary, StateFile), JsonSerializer.SerializeToUtf8Bytes(state, Json));
            writeBundle(temporary); // last: its manifest hashes what is there
        });
        foreach (var old in Newest().Skip(keep))
            Directory.Delete(old, recursive: true);
        return path;
    }

    /// <summary>Puts the newest checkpoint that is whole into <paramref name="learned"/>.</summary>
    /// <param name="learned">Changed only by a checkpoint that is whole.</param>
    /// <param name="warn">Told of every damaged checkpoint that is passed over.</param>
    /// <returns>The checkpoint's folder and state; null where there is no whole checkpoint.</returns>
    public (string Path, TrainingState State)? Restore(LearnedState learned, Action<string> warn)
    {
        foreach (var path in Newest())
        {
            try
            {
                ModelManifest.Read(path).Verify(path);
                var state = ReadState(path);
                Load(path, learned, state);
                return (path, state);
            }
            catch (Exception e) when (e is NmtException or IOException)
            {
                warn($"{path} is damaged and is left out: {e.Message}");
            }
        }

        return null;
    }

    /// <summary>The state of the newest checkpoint whose state can be read, without its weights; null where there is none.</summary>
    public TrainingState? NewestState()
    {
        foreach (var path in Newest())
        {
            try
            {
                return ReadState(path);
            }
            catch (Exception e) when (e is NmtException or IOException)
            {
                // Told where it matters: when the run goes on.
            }
        }

        return null;
    }

    private IEnumerable<string> Newest() => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateDirectories(folder, Prefix + "*")
            .OrderByDescending(path => int.TryParse(Path.GetFileName(path)[Prefix.Length..], out var step) ? step : -1);

    private static TrainingState ReadState(string path)
    {
        var file = Path.Combine(path, StateFile);
        try
        {
            return JsonSerializer.Deserialize<TrainingState>(File.ReadAllBytes(file), Json)
                ?? throw new NmtException($"{file}: expected an object, found null.");
        }
        catch (JsonException e)
        {
            throw new NmtException($"{file} is not what a checkpoint holds: {e.Message}", e);
        }
    }

    private static void Load(string path, LearnedState learned, TrainingState state)
    {
        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read(Path.Combine(path, OptimizerFile));
        ModelBundle.LoadWeights(learned.Model, Path.Combine(path, ModelBundle.WeightsFile));
        learned.Optimizer.Restore(tensors, state.Updates);
        learned.Average?.Restore(tensors.Where(pair => pair.Key.StartsWith(AveragePrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[AveragePrefix.Length..], pair => pair.Value));
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Averages(LearnedState learned) =>
        learned.Average?.Means.Select(pair => (AveragePrefix + pair.Name, pair.Mean)) ?? [];
}
