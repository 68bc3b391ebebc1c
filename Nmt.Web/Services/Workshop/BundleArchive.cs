using System.IO.Compression;
using Nmt.Model;
using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// A bundle as a zip file. One that comes from outside is not trusted: no name in it becomes a path, its sizes are
/// counted and not believed, and every file must have the hash that the manifest names.
/// </summary>
internal static class BundleArchive
{
    private const int BufferBytes = 128 * 1024;

    // A manifest lists five files and a few scores.
    private const long MostManifestBytes = 1_000_000;

    /// <summary>The files of a bundle, and the only ones that are taken.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [ModelBundle.ConfigFile, "vocab.json", "merges.txt", ModelBundle.WeightsFile, ModelManifest.FileName];

    /// <summary>Unpacks the bundle in <paramref name="archive"/> into an empty folder and checks it.</summary>
    /// <param name="archive">The zip file.</param>
    /// <param name="folder">Where to; the caller removes it where this fails.</param>
    /// <param name="most">The most bytes that all files may have together.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="NmtException">It is no zip file, or holds no whole bundle, or holds anything else.</exception>
    public static async Task<ModelManifest> UnpackAsync(string archive, string folder, long most, CancellationToken token)
    {
        try
        {
            await using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            long left = most;
            foreach ((string name, ZipArchiveEntry entry) in Entries(zip))
            {
                long limit = name == ModelManifest.FileName ? Math.Min(left, MostManifestBytes) : left;
                left -= await CopyAsync(entry, Path.Combine(folder, name), limit, token);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new NmtException($"This is no whole zip file: {fault.Message} Download or pack it again.", fault);
        }

        return Check(folder);
    }

    /// <summary>Reads the manifest and compares every file with it.</summary>
    /// <exception cref="NmtException">A file is missing, damaged, or not named by the manifest.</exception>
    public static ModelManifest Check(string folder)
    {
        ModelManifest manifest = ModelManifest.Read(folder);
        string[] unnamed = [.. Files.Where(name => name != ModelManifest.FileName && !manifest.Files.ContainsKey(name))];
        if (unnamed.Length > 0)
        {
            throw new NmtException($"{ModelManifest.FileName} gives no hash for {string.Join(", ", unnamed)}: the bundle cannot be checked, and is not taken.");
        }

        string[] languages = [manifest.SourceLanguage, manifest.TargetLanguage, .. manifest.Directions.SelectMany(each => new[] { each.Source, each.Target })];
        if (!languages.All(StoredName.IsLanguage))
        {
            throw new NmtException($"{ModelManifest.FileName}: the languages are no codes such as en or pt-BR.");
        }

        try
        {
            manifest.Verify(folder);
        }
        catch (NmtException fault)
        {
            // In the reader's terms: the folder is one of this server's.
            throw new NmtException(fault.Message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), fault);
        }

        return manifest;
    }

    /// <summary>Writes a bundle's files to <paramref name="output"/> in one folder named <paramref name="id"/>.</summary>
    public static async Task PackAsync(string folder, string id, Stream output, CancellationToken token)
    {
        await using ZipArchive zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, token);
        foreach (string name in Files.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            // Weights do not get smaller by it.
            CompressionLevel level = name == ModelBundle.WeightsFile ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
            await using Stream entry = await zip.CreateEntry($"{id}/{name}", level).OpenAsync(token);
            await using FileStream file = File.OpenRead(Path.Combine(folder, name));
            await file.CopyToAsync(entry, token);
        }
    }

    /// <summary>Each file of a bundle once, whether the archive holds them as they are or in one folder.</summary>
    private static Dictionary<string, ZipArchiveEntry> Entries(ZipArchive zip)
    {
        if (zip.Entries.Count > Files.Count + 1)
        {
            throw new NmtException($"Expected the {Files.Count} files of a bundle, found {zip.Entries.Count} entries. Pack the folder of one model alone.");
        }

        var found = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        string? top = null;
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            string[] parts = entry.FullName.Split('/');
            string folder = parts.Length == 2 ? parts[0] : "";
            string name = parts[^1];
            bool belongs = parts.Length <= 2 && Files.Contains(name) && (top ??= folder) == folder && found.TryAdd(name, entry);
            if (!belongs)
            {
                throw new NmtException($"The archive holds '{StoredName.Shown(entry.FullName)}' where no such file belongs. Expected {string.Join(", ", Files)}, and nothing else.");
            }
        }

        string[] missing = [.. Files.Where(name => !found.ContainsKey(name))];
        return missing.Length == 0
            ? found
            : throw new NmtException($"The archive lacks {string.Join(", ", missing)}. Expected the files of one model bundle.");
    }

    private static async Task<long> CopyAsync(ZipArchiveEntry entry, string path, long most, CancellationToken token)
    {
        long written = 0;
        await using Stream from = await entry.OpenAsync(token);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        byte[] buffer = new byte[BufferBytes];
        for (int read; (read = await from.ReadAsync(buffer, token)) > 0;)
        {
            written += read;
            if (written > most)
            {
                throw new NmtException($"{entry.Name} is larger unpacked than this server takes (Nmt:Workshop:UploadMegabytes).");
            }

            await to.WriteAsync(buffer.AsMemory(0, read), token);
        }

        to.Flush(flushToDisk: true);
        return written;
    }
}
