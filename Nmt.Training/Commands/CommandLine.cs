using System.CommandLine;
using System.CommandLine.Invocation;
using Nmt.Model.Errors;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary>
/// What all verbs share: the exit codes (0 done, 1 the work failed, 2 wrong usage, 130 interrupted), how a failure is
/// told, and that stdout is complete when the program ends.
/// </summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Interrupted = 130; // 128 + SIGINT, as shells count

    /// <summary>Set to 1 to see the stack trace of an unexpected failure.</summary>
    public const string TraceVariable = "NMT_TRACE";

    // Enough to end a training step and to write a checkpoint; a second Ctrl+C ends the process at once.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gives a verb its work. The work runs on a thread of its own: it is long and synchronous, and System.CommandLine
    /// listens for Ctrl+C only after the action has returned its task.
    /// </summary>
    public static void SetWork(this Command verb, Func<ParseResult, CancellationToken, int> work) =>
        verb.SetAction((arguments, cancellation) => Task.Factory.StartNew(
            () => work(arguments, cancellation),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

    /// <summary>Parses, runs the verb, and turns every way to fail into one line on stderr and an exit code.</summary>
    public static async Task<int> RunAsync(
        IEnumerable<Command> verbs, string[] arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = new RootCommand("Nmt: trains recurrent translation models and translates with them.");
        foreach (var verb in verbs)
            root.Subcommands.Add(verb);

        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return Refuse(parsed, terminal);

        try
        {
            var exitCode = await parsed.InvokeAsync(Invocation(terminal), cancellation);
            await terminal.Out.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception e)
        {
            Tell(e, terminal.Error);
            return Failed;
        }
    }

    private static InvocationConfiguration Invocation(Terminal terminal) => new()
    {
        Output = terminal.Out,
        Error = terminal.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeToStop,
    };

    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
            terminal.Error.WriteLine($"nmt: wrong usage: {error.Message}");

        var verb = parsed.CommandResult.Command;
        terminal.Error.WriteLine(verb is RootCommand ? "See: nmt --help" : $"See: nmt {verb.Name} --help");
        return WrongUsage;
    }

    private static void Tell(Exception failure, TextWriter error)
    {
        // What the file system says (disk full, permission denied) is the user's to mend, like an NmtException.
        var expected = failure is NmtException or IOException or UnauthorizedAccessException;
        var text = OneLine(failure.Message);
        error.WriteLine(expected
            ? $"nmt: error: {text}"
            : $"nmt: error: {text} [{failure.GetType().Name}] This is a bug in nmt: please report this line and the command "
              + $"in the project's issue tracker ({TraceVariable}=1 adds a stack trace).");
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
            error.WriteLine(failure);
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
