using System.ComponentModel;
using System.Diagnostics;

namespace Nmt.Training.Reporting;

/// <summary>The state of the sources that this program was built from.</summary>
internal static class SourceCommit
{
    private const string None = "none";
    private const string Solution = "Nmt.sln";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>What <c>git describe</c> says of the checkout that this program lies in; "none" outside of one, or without git.</summary>
    public static string Describe() => Describe(AppContext.BaseDirectory);

    /// <param name="place">A folder in the checkout.</param>
    public static string Describe(string place)
    {
        var folder = new DirectoryInfo(place);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
            folder = folder.Parent;
        return folder is null ? None : Ask(folder.FullName);
    }

    private static string Ask(string checkout)
    {
        string[] arguments = ["-C", checkout, "describe", "--always", "--tags", "--dirty", "--abbrev=12"];
        var start = new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0"; // it looks and changes nothing
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var answer = git.StandardOutput.ReadToEndAsync();
            if (!git.WaitForExit(Longest))
            {
                git.Kill();
                return None;
            }

            return git.ExitCode == 0 ? answer.GetAwaiter().GetResult().Trim() : None;
        }
        catch (Win32Exception) // there is no git
        {
            return None;
        }
    }
}
