using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Training.Learning;

/// <summary>
/// The folder of a training run. While it is open nobody else trains in it. run.json says what the run learns and from
/// what; a run that goes on must say the same.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    /// <summary>Where in a run the checkpoints are.</summary>
    public const string CheckpointsFolder = "checkpoints";

    private const string LockFile = ".lock";
    private const string DescriptionFile = "run.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream lockStream)
    {
        Path = path;
        _lock = lockStream;
    }

    public string Path { get; }

    public string Log => System.IO.Path.Combine(Path, "run.jsonl");

    public string Checkpoints => System.IO.Path.Combine(Path, CheckpointsFolder);

    public string Best => System.IO.Path.Combine(Path, "best");

    private string Description => System.IO.Path.Combine(Path, DescriptionFile);

    /// <summary>Opens the folder, which is made where it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="restart">Whether an earlier run in it is removed.</param>
    /// <exception cref="NmtException">Another process trains in it, or it holds something else.</exception>
    public static RunFolder Open(string path, bool restart)
    {
        if (Directory.Exists(path) && !File.Exists(System.IO.Path.Combine(path, DescriptionFile)) && HasOtherThings(path))
            throw new NmtException($"{path} is not empty and holds no training run. Choose another folder with --output.");

        Directory.CreateDirectory(path);
        var folder = new RunFolder(path, Lock(path));
        AtomicFolder.Recover(folder.Path);
        AtomicFolder.Recover(folder.Checkpoints);
        if (restart)
            folder.Clear();
        return folder;
    }

    /// <summary>Reads the description of a run without opening it; null where there is none.</summary>
    public static RunDescription? Describe(string path)
    {
        var file = System.IO.Path.Combine(path, DescriptionFile);
        if (!File.Exists(file))
            return null;
        try
        {
            return RunDescription.FromJson(JsonNode.Parse(File.ReadAllText(file))!);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new NmtException($"{file} is damaged: {e.Message} Begin the run again with --restart.", e);
        }
    }

    /// <summary>Writes the description of a new run, or checks that the old one is the same.</summary>
    /// <exception cref="NmtException">Names what differs.</exception>
    public void Claim(RunDescription description)
    {
        if (Describe(Path) is not { } before)
        {
            AtomicFile.Write(Description, stream => JsonSerializer.Serialize(stream, description.ToJson(), Indented));
            return;
        }

        var differences = description.DifferencesFrom(before);
        if (differences.Count > 0)
        {
            throw new NmtException(
                $"{Path} holds a run that differs from what is asked for: {string.Join("; ", differences)}. Ask for the "
                + "same to go on with it, begin again with --restart, or choose another folder with --output.");
        }
    }

    /// <summary>Lets others train in it. The file of the lock stays: who deletes it may delete the lock of the next.</summary>
    public void Dispose() => _lock.Dispose();

    // A process that was killed at its very begin leaves a lock and half a description.
    private static bool HasOtherThings(string path) => Directory.EnumerateFileSystemEntries(path)
        .Select(entry => System.IO.Path.GetFileName(entry))
        .Any(name => name != LockFile && !(name.StartsWith("." + DescriptionFile, StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal)));

    // The system releases the lock when the process ends, however it ends.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new NmtException($"Another process trains in {path}. Wait for it, stop it, or choose another folder with --output.", e);
        }
    }

    private void Clear()
    {
        foreach (var folder in new[] { Checkpoints, Best }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        File.Delete(Log);
        File.Delete(Description); // last: what is left of a run that was half removed is still known as one
    }
}
