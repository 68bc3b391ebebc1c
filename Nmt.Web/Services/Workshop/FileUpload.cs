using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>A file that a browser sends.</summary>
/// <param name="Name">As the client calls it; never a path on this machine.</param>
/// <param name="Bytes">How long the client says it is; not to be trusted.</param>
/// <param name="Open">Opens it for one reading, refusing more bytes than given.</param>
public sealed record FileUpload(string Name, long Bytes, Func<long, Stream> Open)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Writes it to <paramref name="path"/>; a file that is not whole is removed.</summary>
    /// <param name="path">Where to; chosen by the server.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="progress">Told how many bytes of it are there.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="NmtException">It is empty, too long, or the browser did not send all of it.</exception>
    public async Task<long> SaveAsync(string path, long most, Action<long>? progress, CancellationToken token)
    {
        RequireLength(Bytes, most);
        try
        {
            long written = 0;
            await using (Stream from = Open(most))
            await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                byte[] buffer = new byte[BufferBytes];
                for (int read; (read = await from.ReadAsync(buffer, token)) > 0;)
                {
                    written += read;
                    RequireLength(written, most);
                    await to.WriteAsync(buffer.AsMemory(0, read), token);
                    progress?.Invoke(written);
                }

                to.Flush(flushToDisk: true);
            }

            RequireLength(written, most);
            return written;
        }
        catch (Exception fault)
        {
            File.Delete(path);
            if (fault is NmtException or OperationCanceledException)
            {
                throw;
            }

            throw new NmtException($"{StoredName.Shown(Name)} could not be stored: {fault.Message}", fault);
        }
    }

    private void RequireLength(long bytes, long most)
    {
        if (bytes == 0)
        {
            throw new NmtException($"{StoredName.Shown(Name)} is empty. Choose a file with text in it.");
        }

        if (bytes > most)
        {
            throw new NmtException(
                $"{StoredName.Shown(Name)} is larger than {ByteCount.Text(most)}, the most that this server takes (Nmt:Workshop:UploadMegabytes).");
        }
    }
}
