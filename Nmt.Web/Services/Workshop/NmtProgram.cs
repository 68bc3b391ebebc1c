using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Options;
using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>Runs <c>nmt</c> in processes.</summary>
internal sealed class NmtProgram(IOptions<WorkshopOptions> options) : INmtProgram
{
    private const int SigTerm = 15;
    private const string FileName = "nmt.dll";
    private const string Shell = "/bin/sh";
    private const string LogVariable = "NMT_WORKSHOP_LOG";

    // A lower priority keeps translating quick. Arguments are passed as arguments, so nothing in them is read as a command.
    private const string Attached = "exec nice -n 10 \"$@\"";

    // Each exec keeps the number of the process, so the one that was started is the one that trains. A session of its own
    // keeps it from the signals of the server's terminal, and a file instead of a pipe from the server's end.
    private const string Detached = $"""
        exec </dev/null >>"${LogVariable}" 2>&1
        if command -v setsid >/dev/null 2>&1; then exec nice -n 10 setsid "$@"; fi
        trap '' HUP INT
        exec nice -n 10 "$@"
        """;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public async Task<NmtOutcome> RunAsync(IReadOnlyList<string> arguments, Action<string>? progress, CancellationToken token)
    {
        var start = new ProcessStartInfo(Shell, ["-c", Attached, "nmt", .. Command(), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<List<string>> messages = ReadAsync(process.StandardError, progress);
        try
        {
            await process.WaitForExitAsync(token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return new NmtOutcome(process.ExitCode, await output, await messages);
    }

    public ProcessMark Start(IReadOnlyList<string> arguments, string log)
    {
        var start = new ProcessStartInfo(Shell, ["-c", Detached, "nmt", .. Command(), .. arguments]);
        start.Environment[LogVariable] = log;
        using Process process = Start(start);
        return new ProcessMark(process.Id, ProcessClock.StartOf(process.Id) ?? "");
    }

    public bool IsAlive(ProcessMark process) =>
        process.Started.Length > 0 && ProcessClock.StartOf(process.Id) == process.Started;

    public void Terminate(ProcessMark process)
    {
        if (IsAlive(process))
        {
            _ = Kill(process.Id, SigTerm);
        }
    }

    private static async Task<List<string>> ReadAsync(StreamReader stream, Action<string>? progress)
    {
        var lines = new List<string>();
        while (await stream.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lines.Add(line);
            progress?.Invoke(line);
        }

        return lines;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception fault) when (fault is Win32Exception or PlatformNotSupportedException)
        {
            throw new NmtException($"'{start.FileName}' could not be started: {fault.Message}. Nmt:Workshop:Program names the program nmt.", fault);
        }
    }

    private string[] Command()
    {
        string program = Find();
        return program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [Host(), program] : [program];
    }

    private string Find()
    {
        string wanted = options.Value.Program;
        string[] places = wanted.Length > 0
            ? [Path.GetFullPath(wanted)]
            : [Path.Combine(AppContext.BaseDirectory, FileName), InCheckout()];
        return places.FirstOrDefault(File.Exists)
            ?? throw new NmtException($"The program nmt is not there: expected {string.Join(" or ", places)}. Build Nmt.Training, or set Nmt:Workshop:Program to its nmt.dll.");
    }

    /// <summary>Nmt.Web/bin/CONFIGURATION/FRAMEWORK has its like in Nmt.Training.</summary>
    private static string InCheckout()
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string configuration = framework.Parent?.Name ?? "Release";
        return Path.GetFullPath(Path.Combine(
            framework.FullName, "..", "..", "..", "..", "Nmt.Training", "bin", configuration, framework.Name, FileName));
    }

    private static string Host() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
