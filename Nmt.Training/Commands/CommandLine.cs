using System.CommandLine;
using System.CommandLine.Invocation;
using Nmt.Model.Errors;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary>
/// What all verbs share: the exit codes (0 done, 1 the work failed, 2 wrong usage, 130 interrupted, 143 terminated), how a failure is
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

    /// <summary>Gives a verb its work: synchronous, on the calling thread, and ended by the token.</summary>
    public static void SetWork(this Command verb, Func<ParseResult, CancellationToken, int> work) =>
        verb.SetAction((arguments, cancellation) => Task.FromResult(work(arguments, cancellation)));

    /// <summary>Parses, runs the verb, and turns every way to fail into one line on stderr and an exit code.</summary>
    public static async Task<int> RunAsync(
        IEnumerable<Command> verbs, string[] arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = new RootCommand("Nmt: trains recurrent translation models and translates with them.");
        foreach (var verb in verbs)
            root.Subcommands.Add(verb);

        ParseResult parsed;
        try
        {
            parsed = root.Parse(arguments);
        }
        catch (InvalidOperationException e)
        {
            // System.CommandLine throws where the validator of a verb or an option asks for a value that does not parse.
            return Refuse(root, [e.Message], terminal.Error);
        }

        return parsed.Action is ParseErrorAction
            ? Refuse(parsed.CommandResult.Command, parsed.Errors.Select(error => error.Message), terminal.Error)
            : await InvokeAsync(parsed, terminal, cancellation);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            var exitCode = await parsed.InvokeAsync(Invocation(terminal), cancellation);
            await terminal.Out.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (WrongUsageException e)
        {
            return Refuse(parsed.CommandResult.Command, e.Faults, terminal.Error);
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
        ProcessTerminationTimeout = null, // signals are the Interruption's
    };

    private static int Refuse(Command verb, IEnumerable<string> faults, TextWriter error)
    {
        foreach (var fault in faults)
            error.WriteLine($"nmt: wrong usage: {fault}");
        error.WriteLine(verb is RootCommand ? "See: nmt --help" : $"See: nmt {verb.Name} --help");
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
