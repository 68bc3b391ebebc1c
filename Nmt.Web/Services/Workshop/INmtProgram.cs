namespace Nmt.Web.Services.Workshop;

/// <summary>The program <c>nmt</c>, which prepares, trains and evaluates in processes of its own.</summary>
public interface INmtProgram
{
    /// <summary>Runs a verb to its end; cancelling kills it.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="progress">Given each line that it writes to stderr; called from any thread.</param>
    /// <param name="token">Ends the process.</param>
    /// <exception cref="Nmt.Model.Errors.NmtException">The program could not be started.</exception>
    Task<NmtOutcome> RunAsync(IReadOnlyList<string> arguments, Action<string>? progress, CancellationToken token);

    /// <summary>
    /// Starts a verb that goes on when this server ends, in a session of its own and at a lower priority; what it writes
    /// is added to <paramref name="log"/>.
    /// </summary>
    /// <exception cref="Nmt.Model.Errors.NmtException">The program could not be started.</exception>
    ProcessMark Start(IReadOnlyList<string> arguments, string log);

    /// <summary>Whether that very process still runs, not another one that was given its number.</summary>
    bool IsAlive(ProcessMark process);

    /// <summary>Asks it to end in order (SIGTERM): a training writes a checkpoint first. Nothing happens where it has ended.</summary>
    void Terminate(ProcessMark process);
}

/// <summary>Tells one process from every other one, also after the server was restarted.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it was started, in the system's own words; empty where it ended before that could be read.</param>
public sealed record ProcessMark(int Id, string Started);

/// <summary>How a verb ended.</summary>
/// <param name="ExitCode">0 done, 1 failed, 2 wrong usage.</param>
/// <param name="Output">All of stdout.</param>
/// <param name="Messages">The lines of stderr.</param>
public sealed record NmtOutcome(int ExitCode, string Output, IReadOnlyList<string> Messages)
{
    private const string ErrorMark = "nmt: error: ";
    private const string UsageMark = "nmt: wrong usage: ";
    private const string WarningMark = "nmt: warning: ";

    public bool Succeeded => ExitCode == 0;

    /// <summary>Why it failed, in the program's words.</summary>
    public string Fault => FaultIn(Messages) ?? $"nmt ended with exit code {ExitCode} and said nothing.";

    /// <summary>What it warned of, without the mark.</summary>
    public IEnumerable<string> Warnings => Messages
        .Where(line => line.StartsWith(WarningMark, StringComparison.Ordinal))
        .Select(line => line[WarningMark.Length..]);

    /// <summary>The last error among lines of stderr, without its mark; null where there is none.</summary>
    public static string? FaultIn(IReadOnlyList<string> messages) => messages
        .Select(line => line.StartsWith(ErrorMark, StringComparison.Ordinal) ? line[ErrorMark.Length..]
            : line.StartsWith(UsageMark, StringComparison.Ordinal) ? line[UsageMark.Length..] : null)
        .LastOrDefault(fault => fault is not null);
}
