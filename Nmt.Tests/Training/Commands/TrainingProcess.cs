using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Nmt.Tests.Conventions;

namespace Nmt.Tests.Training.Commands;

/// <summary>A real <c>nmt train</c> with the tiny recipe, in a process of its own.</summary>
internal sealed partial class TrainingProcess : IDisposable
{
    private const int TailBytes = 4_096;

    // Far beyond what any run here takes on any machine: a test that hangs is to fail.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly CancellationTokenSource _limit = new(Longest);
    private readonly string _log;
    private volatile bool _begun;

    /// <param name="data">The prepared corpus.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="settings">As in <c>maxSteps=300</c>.</param>
    public TrainingProcess(string data, string run, params string[] settings)
    {
        _log = Path.Combine(run, "run.jsonl");

        // Whoever starts the tests may ignore signals, which a process inherits and .NET respects.
        string[] program =
        [
            "--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "nmt.dll"), "train",
            "--config", Path.Combine(RepositoryTests.FindRoot(), "Nmt.Training", "Configs", "tiny.json"),
            "--data", data, "--output", run, "--device", "cpu", "--threads", "1", .. settings.SelectMany(setting => (string[])["--set", setting]),
        ];
        _process = Process.Start(new ProcessStartInfo("env", program) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has said; complete after <see cref="EndAsync"/>.</summary>
    public string Error => _error.ToString();

    /// <summary>Waits until it has taken some steps.</summary>
    /// <returns>False where the process ended before.</returns>
    public async Task<bool> TakesAsync(int steps)
    {
        // The log of a run that goes on is cut to its checkpoint before the process says that it begins.
        return await UntilAsync(() => _begun) && LoggedStep() is var first && await UntilAsync(() => LoggedStep() >= first + steps);
    }

    /// <summary>Waits a while.</summary>
    /// <returns>False where the process ended before.</returns>
    public async Task<bool> OutlastsAsync(TimeSpan moment)
    {
        await Task.Delay(moment, _limit.Token);
        return !_process.HasExited;
    }

    /// <returns>False where the process has ended.</returns>
    public bool TrySignal(int number) => !_process.HasExited && Kill(_process.Id, number) == 0;

    /// <returns>The exit code; above 128 where a signal ended it.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(_limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _limit.Dispose();
    }

    private async Task<bool> UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            if (_process.HasExited)
                return false;
            await Task.Delay(2, _limit.Token);
        }

        return true;
    }

    private void Hear(string? line)
    {
        _error.AppendLine(line);
        _begun |= line is not null && (line.Contains(" steps, seed ", StringComparison.Ordinal) || line.StartsWith("goes on from ", StringComparison.Ordinal));
    }

    private int LoggedStep()
    {
        using var stream = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Max(0, stream.Length - TailBytes), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return LastStep().Match(reader.ReadToEnd()) is { Success: true } found ? int.Parse(found.Groups[1].ValueSpan) : 0;
    }

    [GeneratedRegex("\"event\":\"step\".*\"step\":([0-9]+)}", RegexOptions.RightToLeft)]
    private static partial Regex LastStep();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
