using System.Text.RegularExpressions;

namespace Nmt.Tests.Conventions;

/// <summary>Rules about files: their size, and that the README speaks of what is there.</summary>
public sealed partial class RepositoryTests
{
    private const int LongestFile = 300;

    private static readonly string Root = FindRoot();

    [Fact]
    public void Sources_AreShort()
    {
        var lengths = Sources().ToDictionary(file => Path.GetRelativePath(Root, file), file => File.ReadLines(file).Count());
        Assert.DoesNotContain(lengths, entry => entry.Value > LongestFile);
    }

    [Fact]
    public void Readme_NamesOnlyFilesThatExist()
    {
        var paths = PathInBackticks().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(paths);
        Assert.DoesNotContain(paths, path => !File.Exists(Path.Combine(Root, path)) && !Directory.Exists(Path.Combine(Root, path)));
    }

    /// <summary>The repository's root: the folder above the test program that holds Nmt.sln.</summary>
    internal static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Nmt.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout: no Nmt.sln above them.");
    }

    private static IEnumerable<string> Sources() =>
        new[] { "Nmt.Model", "Nmt.Training", "Nmt.Web" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    // Paths in backticks that begin with one of our folders.
    [GeneratedRegex(@"`((?:Nmt\.\w+|data|scripts|standins)(?:/[\w.-]+)*/?)`")]
    private static partial Regex PathInBackticks();
}
