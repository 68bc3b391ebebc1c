using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Nmt.Web.Api;

namespace Nmt.Web.Services;

/// <summary>
/// Translated files that wait to be fetched: in memory, so that no name from a request ever becomes a path. They go
/// after their time, or earlier where newer ones need the room; the newest always has it. Members may be called from
/// any thread at once.
/// </summary>
internal sealed class TranslatedFiles(IOptions<ApiOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _files = []; // the oldest first

    /// <summary>Keeps a file; gives back an id that nobody can guess.</summary>
    public string Add(TranslatedFile file)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_lock)
        {
            _files.Add(new Entry(id, file, time.GetUtcNow() + TimeSpan.FromMinutes(options.Value.FileMinutes)));
            DropOld();
        }

        return id;
    }

    /// <summary>The file of that id; null where there is none any more.</summary>
    public TranslatedFile? Find(string id)
    {
        lock (_lock)
        {
            DropOld();
            return _files.Find(entry => entry.Id == id)?.File;
        }
    }

    private void DropOld()
    {
        DateTimeOffset now = time.GetUtcNow();
        _files.RemoveAll(entry => entry.Until <= now);
        while (_files.Count > 1 && _files.Sum(entry => (long)entry.File.Content.Length) > options.Value.FilesBytes)
        {
            _files.RemoveAt(0);
        }
    }

    private sealed record Entry(string Id, TranslatedFile File, DateTimeOffset Until);
}

/// <summary>A file as a browser saves it.</summary>
/// <param name="Name">Without a path.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">All of it.</param>
public sealed record TranslatedFile(string Name, string ContentType, byte[] Content);
