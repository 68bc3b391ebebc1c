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
    /// <summary>The moments of the optimizer and the averaged weights, in a checkpoint.</summary>
    public const string OptimizerFile = "optimizer.safetensors";
    private const string StateFile = "state.json";
    private const string Prefix = "step-";
    private const string AveragePrefix = "average.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// Writes a checkpoint, and then removes those that are too old and those of later steps: they are damaged, or of a way
    /// that the run went back from.
    /// </summary>
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
        // The one before the first step is for a run that diverges early; no mean of checkpoints is to have it.
        var kept = Newest(folder).Where(other => StepOf(other) <= state.Step && (StepOf(other) > 0 || state.Step == 0)).Take(keep).ToHashSet();
        foreach (var other in Newest(folder).Where(other => !kept.Contains(other)).ToList())
            AtomicFolder.Delete(other);
        return path;
    }

    /// <summary>Puts the newest checkpoint that is whole into <paramref name="learned"/>.</summary>
    /// <param name="learned">Changed only by a checkpoint that is whole.</param>
    /// <param name="warn">Told of every damaged checkpoint that is passed over.</param>
    /// <returns>The checkpoint's folder and state; null where there is no checkpoint.</returns>
    /// <exception cref="NmtException">There are checkpoints and all are damaged.</exception>
    public (string Path, TrainingState State)? Restore(LearnedState learned, Action<string> warn)
    {
        var newest = Newest(folder).ToList();
        foreach (var path in newest)
        {
            try
            {
                ModelManifest.Read(path).Verify(path);
                var state = ReadState(path);
                Load(path, learned, state);
                return (path, state);
            }
            catch (Exception e) when (e is NmtException or IOException or UnauthorizedAccessException)
            {
                warn($"{path} is damaged and is left out: {e.Message}");
            }
        }

        return newest.Count == 0 ? null : throw new NmtException(
            $"{folder}: none of the {newest.Count} checkpoints is whole, and a run that began anew would write over what is left of "
            + "this one. Put a copy of one back, or begin again with --restart.");
    }

    /// <summary>The state of the newest checkpoint whose state can be read, without its weights; null where there is none.</summary>
    public TrainingState? NewestState()
    {
        foreach (var path in Newest(folder))
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

    /// <summary>The checkpoints in a folder, the newest first.</summary>
    public static IEnumerable<string> Newest(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateDirectories(folder, Prefix + "*")
            .OrderByDescending(StepOf);

    private static int StepOf(string path) => int.TryParse(Path.GetFileName(path)[Prefix.Length..], out var step) ? step : -1;

    /// <summary>Where the run of a checkpoint stood.</summary>
    /// <exception cref="NmtException">The file is damaged.</exception>
    public static TrainingState ReadState(string path)
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
