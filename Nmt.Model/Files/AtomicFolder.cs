namespace Nmt.Model.Files;

/// <summary>Writes a folder whole or not at all.</summary>
public static class AtomicFolder
{
    private const string Unfinished = ".tmp";
    private const string Aside = ".old";

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary folder beside <paramref name="path"/>, flushes its files to the
    /// disk and renames it. An older folder of that name is replaced at the end; when anything fails it stays as it was.
    /// </summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, Action<string> write)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(target)!;
        var name = Path.GetFileName(target);
        Directory.CreateDirectory(parent);
        // The process id keeps two programs that write the same folder from sharing a temporary one.
        var temporary = Path.Combine(parent, $".{name}.{Environment.ProcessId}{Unfinished}");
        var aside = Path.Combine(parent, $".{name}.{Environment.ProcessId}{Aside}");
        Remove(temporary);
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            foreach (var file in Directory.EnumerateFiles(temporary, "*", SearchOption.AllDirectories))
                Flush(file);
            Swap(temporary, target, aside);
        }
        catch
        {
            Remove(temporary);
            throw;
        }

        Remove(aside);
    }

    /// <summary>Removes a folder whole or not at all: a process that is killed meanwhile leaves what <see cref="Recover"/> removes.</summary>
    public static void Delete(string path)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var hidden = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}{Unfinished}");
        Directory.Move(target, hidden);
        Directory.Delete(hidden, recursive: true);
    }

    /// <summary>
    /// Puts right what processes that were killed left right under <paramref name="parent"/>: what was half written is
    /// removed, and a folder that made way for its successor is put back where that never came. No other process may be
    /// writing there.
    /// </summary>
    /// <param name="parent">May be missing.</param>
    public static void Recover(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var file in Directory.EnumerateFiles(parent, ".*" + Unfinished).ToList())
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(parent, ".*" + Unfinished).ToList())
            Directory.Delete(folder, recursive: true);
        foreach (var aside in Directory.EnumerateDirectories(parent, ".*" + Aside).ToList())
        {
            var hidden = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(aside)); // without process id and ending
            var target = Path.Combine(parent, hidden[1..]);
            if (Directory.Exists(target))
                Directory.Delete(aside, recursive: true);
            else
                Directory.Move(aside, target);
        }
    }

    // Two renames, since a folder that is not empty cannot be renamed over; the first is undone if the second fails.
    private static void Swap(string temporary, string target, string aside)
    {
        Remove(aside);
        var replaces = Directory.Exists(target);
        if (replaces)
            Directory.Move(target, aside);
        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            if (replaces)
                Directory.Move(aside, target);
            throw;
        }
    }

    private static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
