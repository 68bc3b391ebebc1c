using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Nmt.Training.Reporting;

/// <summary>The state of the sources that this program was built from.</summary>
internal static class SourceCommit
{
    private const string None = "none";
    private const string Solution = "Nmt.sln";
    private const int Digits = 12;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The commit that the checkout was at when this program was built, and where the checkout stands now; "none" where nobody knows.</summary>
    public static string Describe() => Of(
        typeof(SourceCommit).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        Describe(AppContext.BaseDirectory));

    /// <param name="built">The version with which the program was built, as in 1.0.0+commit.</param>
    /// <param name="checkout">What there is now; it may have moved on, and a program that was installed lies in none.</param>
    public static string Of(string? built, string checkout)
    {
        var commit = built?.Split('+') is [_, { Length: >= Digits } hash] ? hash[..Digits] : null;
        return commit is null || checkout.StartsWith(commit, StringComparison.Ordinal) ? checkout
            : checkout == None ? commit
            : $"{commit}, the checkout is at {checkout}"; // what was committed in between may have been built, too
    }

    /// <summary>The commit of a checkout and whether it was changed; "none" outside of one, or without git.</summary>
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
        string[] arguments = ["-C", checkout, "describe", "--always", "--exclude=*", "--dirty", $"--abbrev={Digits}"];
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
