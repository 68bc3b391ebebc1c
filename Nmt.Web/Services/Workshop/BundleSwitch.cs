namespace Nmt.Web.Services.Workshop;

/// <summary>
/// Whether a model is kept in memory, as an empty file beside its folder: it outlasts a restart and changes nothing that
/// the bundle's hashes speak of.
/// </summary>
internal static class BundleSwitch
{
    public static bool IsOff(string root, string id) => File.Exists(PathOf(root, id));

    public static void TurnOff(string root, string id) => File.WriteAllBytes(PathOf(root, id), []);

    public static void TurnOn(string root, string id) => File.Delete(PathOf(root, id));

    public static void Rename(string root, string id, string fresh)
    {
        if (IsOff(root, id))
        {
            TurnOff(root, fresh);
            TurnOn(root, id);
        }
    }

    private static string PathOf(string root, string id) => Path.Combine(root, $".{id}.unloaded");
}
