namespace Nmt.Model.Files;

/// <summary>Writes a file whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes <paramref name="path"/> through a temporary file in the same folder, flushed to the disk and then renamed,
    /// so that a reader, a crash or a full disk sees the old content or the new, never a part.
    /// Missing folders are made. Where <paramref name="path"/> is a link, the file that it points to is replaced.
    /// </summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the old file is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Target(path);
        if (IsDevice(target))
        {
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        // The process id keeps two programs that write the same file from sharing a temporary one.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        // ResolveLinkTarget throws where there is no file yet.
        var isLink = !IsDevice(full) && new FileInfo(full).LinkTarget is not null;
        return isLink ? File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName : full;
    }

    // A rename onto /dev/null or /dev/stdout would replace the device itself.
    private static bool IsDevice(string fullPath) =>
        fullPath.StartsWith("/dev/", StringComparison.Ordinal) || fullPath.StartsWith("/proc/", StringComparison.Ordinal);
}
