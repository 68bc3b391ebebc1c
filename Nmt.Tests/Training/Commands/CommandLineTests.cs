using System.CommandLine;
using Nmt.Model.Errors;
using Nmt.Training.Commands;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task RunAsync_WorkDone_ExitsWith0()
    {
        var run = await VerbRun.OfAsync(Verb((terminal, _) =>
        {
            terminal.Out.WriteLine("result");
            return 0;
        }));

        Assert.Equal(new VerbRun(0, "result\n", ""), run);
    }

    [Fact]
    public async Task RunAsync_NmtException_OneLineAnd1()
    {
        var run = await VerbRun.OfAsync(Verb((_, _) => throw new NmtException("a.txt, line 3:\nbroken")));

        Assert.Equal(new VerbRun(1, "", "nmt: error: a.txt, line 3: broken\n"), run);
    }

    [Fact]
    public async Task RunAsync_DiskFull_IsNoBug()
    {
        var run = await VerbRun.OfAsync(Verb((_, _) => throw new IOException("No space left on device")));

        Assert.Equal(new VerbRun(1, "", "nmt: error: No space left on device\n"), run);
    }

    [Fact]
    public async Task RunAsync_UnexpectedException_NamesItsTypeAndAsksForAReport()
    {
        var run = await VerbRun.OfAsync(Verb((_, _) => throw new InvalidOperationException("oh")));

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("nmt: error: oh [InvalidOperationException] This is a bug", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ExitsWith130()
    {
        using var source = new CancellationTokenSource();
        var verb = Verb((_, token) =>
        {
            source.Cancel();
            token.ThrowIfCancellationRequested();
            return 0;
        });

        Assert.Equal(new VerbRun(130, "", ""), await VerbRun.OfAsync(verb, "", [], source.Token));
    }

    [Theory]
    [InlineData("--nonsense", "'--nonsense'")]
    [InlineData("--count x", "'x'")]
    [InlineData("--threads x", "'x'")]
    [InlineData("--threads 0", "--threads: expected a whole number of at least 1, found '0'.")]
    [InlineData("--format xml", "'xml'")]
    [InlineData("--device tpu", "'tpu'")]
    public async Task RunAsync_WrongUsage_NamesItAndExitsWith2(string arguments, string expected)
    {
        var run = await VerbRun.OfAsync(Verb((_, _) => 0), arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.StartsWith("nmt: wrong usage: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.EndsWith("See: nmt work --help\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WrongUsageException_NamesAllFaultsAndExitsWith2()
    {
        var run = await VerbRun.OfAsync(Verb((_, _) => throw new WrongUsageException("one", "two")));

        Assert.Equal(new VerbRun(2, "", "nmt: wrong usage: one\nnmt: wrong usage: two\nSee: nmt work --help\n"), run);
    }

    [Fact]
    public async Task RunAsync_ValidatorReadsWhatDoesNotParse_ExitsWith2()
    {
        var run = await VerbRun.OfAsync(
            (_, _) =>
            {
                var count = new Option<int>("--count");
                count.Validators.Add(result => result.GetValueOrDefault<int>());
                return new Command("work") { count };
            },
            "--count", "x");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'x'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Help_GoesToOutWith0()
    {
        var run = await VerbRun.OfAsync(Verb((_, _) => 0), "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("--count", run.Out, StringComparison.Ordinal);
    }

    private static Func<Terminal, TimeProvider, Command> Verb(Func<Terminal, CancellationToken, int> work) => (terminal, _) =>
    {
        var verb = new Command("work") { new Option<int>("--count"), CommonOptions.Threads(), CommonOptions.Format(), CommonOptions.Device() };
        verb.SetWork((_, token) => work(terminal, token));
        return verb;
    };
}
