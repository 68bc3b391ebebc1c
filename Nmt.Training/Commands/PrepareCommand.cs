using System.CommandLine;
using System.Text.Json;
using Nmt.Model.Errors;
using Nmt.Training.Corpus;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary>
/// <c>nmt prepare</c>: raw parallel text in; cleaned splits, subwords and a report of what was dropped and why out.
/// </summary>
internal static class PrepareCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var options = new PrepareArguments();
        var format = CommonOptions.Format();
        var command = new Command("prepare", "Reads a raw corpus, reports what is wrong with it, filters, splits, learns subwords.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(format);
        command.Validators.Add(options.RequireWhole);
        command.SetWork((arguments, cancellation) =>
        {
            if (options.Join(arguments) is { Length: > 0 } folders)
            {
                Join(folders, options.JoinInto(arguments), arguments, terminal);
                return CommandLine.Done;
            }

            Prepare(options.Read(arguments), arguments.GetValue(format), (terminal, time), cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    private static void Join(string[] folders, (string Output, int? VocabularySize, string? Subwords) into, ParseResult arguments, Terminal terminal)
    {
        PreparedCorpus prepared = JoinedCorpus.Of(folders).Write(
            into.Output, into.VocabularySize, into.Subwords, [.. arguments.Tokens.Select(token => token.Value)]);
        PreparedReport.Write(prepared, terminal.Error);
        terminal.Error.WriteLine(
            $"prepare: wrote {into.Output}: {string.Join(", ", prepared.Directions)} in one. Evaluate each direction on its own test set, with --target-lang.");
    }

    private static void Prepare(
        PrepareOptions options, OutputFormat format, (Terminal Terminal, TimeProvider Time) world, CancellationToken cancellation)
    {
        (TextWriter report, TextWriter result) = (world.Terminal.Error, world.Terminal.Out);
        long start = world.Time.GetTimestamp();
        var preparation = new Preparation(options, stage => report.WriteLine($"prepare: {stage}"), world.Time, cancellation);
        PreparedCorpus prepared;
        try
        {
            prepared = preparation.Run();
        }
        catch (NmtException) when (preparation.Findings.Count > 0)
        {
            // What was found up to there tells why, and where to mend.
            PreparedReport.Write(preparation.Findings, report);
            if (format == OutputFormat.Json)
            {
                result.WriteLine(JsonSerializer.Serialize(new { preparation.Findings }, PreparedCorpus.Json));
            }

            throw;
        }

        PreparedReport.Write(prepared, report);
        double seconds = world.Time.GetElapsedTime(start).TotalSeconds;
        report.WriteLine(options.Output is { } output ? $"prepare: wrote {output} in {seconds:F1} s" : $"prepare: checked in {seconds:F1} s; nothing was written");
        if (format == OutputFormat.Json)
        {
            result.WriteLine(prepared.ToJson());
        }
    }
}
