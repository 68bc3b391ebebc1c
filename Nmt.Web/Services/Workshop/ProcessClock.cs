using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Nmt.Web.Services.Workshop;

/// <summary>When processes were started.</summary>
internal static class ProcessClock
{
    // Of the fields behind the name in /proc/PID/stat (proc_pid_stat(5)): the state is the first, the start the twentieth.
    private const int State = 0;
    private const int StartTicks = 19;

    /// <summary>
    /// Says the same for one process as long as it runs, and another for every other one. Null where none of that number runs.
    /// </summary>
    public static string? StartOf(int process) => OperatingSystem.IsLinux() ? FromProc(process) : FromSystem(process);

    private static string? FromProc(int process)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));

            // The name stands in parentheses and may itself hold some, and spaces.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            bool ended = fields[State] is "Z" or "X";
            return ended ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}/{fields[StartTicks]}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FromSystem(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return running.HasExited ? null : running.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
