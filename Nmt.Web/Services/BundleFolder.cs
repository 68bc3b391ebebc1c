using Nmt.Web.Services.Workshop;

namespace Nmt.Web.Services;

/// <summary>A folder that holds a bundle, and what tells one version of it from the next.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Stamp">When its manifest was written, which is last.</param>
/// <param name="Off">Whether somebody wants it out of memory.</param>
internal sealed record BundleFolder(string Path, DateTime Stamp, bool Off = false)
{
    private const string Manifest = "manifest.json";

    /// <summary>
    /// The bundles right under <paramref name="root"/> by folder name, or <paramref name="root"/> itself where it is a
    /// bundle. Empty where the folder does not exist. Names with a leading dot belong to writes under way.
    /// </summary>
    public static IReadOnlyDictionary<string, BundleFolder> FindAll(string root)
    {
        var found = new SortedDictionary<string, BundleFolder>(StringComparer.Ordinal);
        if (!Directory.Exists(root))
        {
            return found;
        }

        foreach (string folder in Directory.EnumerateDirectories(root).Prepend(root))
        {
            string name = System.IO.Path.GetFileName(folder.TrimEnd(System.IO.Path.DirectorySeparatorChar));
            var manifest = new FileInfo(System.IO.Path.Combine(folder, Manifest));
            if (!name.StartsWith('.') && manifest.Exists)
            {
                found[name] = new BundleFolder(folder, manifest.LastWriteTimeUtc, BundleSwitch.IsOff(root, name));
            }
        }

        return found;
    }
}
