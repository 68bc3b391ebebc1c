namespace Nmt.Tests.Data;

/// <summary>The corpus as it lies in the repository, found upwards from the test's own folder.</summary>
internal static class CommittedCorpus
{
    public static string Folder { get; } = Path.Combine(Root(), "data");

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder, name));

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Nmt.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Nmt.sln.");
    }
}
