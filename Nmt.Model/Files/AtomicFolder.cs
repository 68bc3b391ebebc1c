namespace Nmt.Model.Files;

/// <summary>Writes a folder whole or not at all.</summary>
public static class AtomicFolder
{
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
        var temporary = Path.Combine(parent, $".{name}.{Environment.ProcessId}.tmp");
        var aside = Path.Combine(parent, $".{name}.{Environment.ProcessId}.old");
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
