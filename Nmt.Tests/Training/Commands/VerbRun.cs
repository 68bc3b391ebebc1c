using System.CommandLine;
using Nmt.Training.Commands;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Commands;

/// <summary>A verb run inside the test's process: its exit code and what it answered on its streams.</summary>
internal sealed record VerbRun(int ExitCode, string Out, string Error)
{
    public static Task<VerbRun> OfAsync(Func<Terminal, TimeProvider, Command> create, params string[] arguments) =>
        OfAsync(create, "", arguments);

    public static async Task<VerbRun> OfAsync(
        Func<Terminal, TimeProvider, Command> create, string input, string[] arguments, CancellationToken cancellation = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(new StringReader(input), output, error, Interactive: false);
        var verb = create(terminal, TimeProvider.System);
        var exitCode = await CommandLine.RunAsync([verb], [verb.Name, .. arguments], terminal, cancellation);
        return new VerbRun(exitCode, output.ToString(), error.ToString());
    }
}
