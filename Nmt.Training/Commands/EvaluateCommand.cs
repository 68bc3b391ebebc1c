using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Training.Evaluation;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary><c>nmt evaluate</c>: scores translations against references.</summary>
internal static class EvaluateCommand
{
    private const string Bleu = "bleu";
    private const int WidestScore = 15; // a double has no more digits to show

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var verb = new Command("evaluate", "Scores translations against references with BLEU, equal to sacreBLEU.");
        var options = new Options(verb);
        verb.SetWork((arguments, cancellation) => Run(arguments, options, terminal, cancellation));
        return verb;
    }

    private static int Run(ParseResult arguments, Options options, Terminal terminal, CancellationToken cancellation)
    {
        // References first: a mistake in them should not cost the time of a translation.
        var references = arguments.GetRequiredValue(options.References).Select(EvaluationText.Read).ToList();
        foreach (var reference in references.Skip(1))
            reference.MustMatch(references[0]);

        var hypotheses = ReadHypotheses(arguments.GetValue(options.Hypotheses), terminal);
        hypotheses.MustMatch(references[0]);
        cancellation.ThrowIfCancellationRequested();

        if (!arguments.GetValue(options.Force) && Evaluation.Bleu.LooksTokenized(hypotheses.Lines))
        {
            terminal.Error.WriteLine(
                $"nmt: warning: {hypotheses.Name}: 100 lines or more end in a separate full stop (\" .\"). BLEU expects "
                + "detokenized text; other text scores lower. --force silences this warning.");
        }

        var scores = Score(arguments, options, hypotheses, references);
        var width = arguments.GetValue(options.Width);
        if (arguments.GetValue(options.Format) == OutputFormat.Json)
            ScoreReport.WriteJson(terminal.Out, scores, width);
        else
            ScoreReport.WriteText(terminal.Out, scores, width);
        return CommandLine.Done;
    }

    private static EvaluationText ReadHypotheses(string? path, Terminal terminal) =>
        path is null or "-" ? EvaluationText.Read(terminal.In, "stdin") : EvaluationText.Read(path);

    private static IEnumerable<BleuScore> Score(
        ParseResult arguments, Options options, EvaluationText hypotheses, List<EvaluationText> references)
    {
        var bleu = options.Bleu.Read(arguments);
        if (!arguments.GetValue(options.SentenceLevel))
            return [Evaluation.Bleu.Corpus(hypotheses.Lines, [.. references.Select(reference => reference.Lines)], bleu)];

        bleu = bleu with { EffectiveOrder = true };
        return hypotheses.Lines.Select((line, number) =>
            Evaluation.Bleu.Sentence(line, [.. references.Select(reference => reference.Lines[number])], bleu));
    }

    private sealed class Options
    {
        public Options(Command verb)
        {
            foreach (var option in (Option[])[References, Hypotheses, Metrics])
                verb.Options.Add(option);
            Bleu = new BleuCommandOptions(verb);
            foreach (var option in (Option[])[SentenceLevel, Width, Force, Format])
                verb.Options.Add(option);
            Metrics.Validators.Add(CheckMetrics);
            Width.Validators.Add(CheckWidth);
        }

        public Option<string[]> References { get; } = new("--ref")
        {
            Description = "Files of references, line by line; several files are several references for each line.",
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };

        public Option<string?> Hypotheses { get; } = new("--hyp")
        {
            Description = "The file of translations to score, line by line. Default: stdin.",
            HelpName = "FILE",
        };

        public Option<string[]> Metrics { get; } = new("--metrics", "-m")
        {
            Description = "What to compute: bleu.",
            HelpName = "METRIC",
            DefaultValueFactory = _ => [EvaluateCommand.Bleu],
            AllowMultipleArgumentsPerToken = true,
        };

        public BleuCommandOptions Bleu { get; }

        public Option<bool> SentenceLevel { get; } = new("--sentence-level", "-sl")
        {
            Description = "A score for each line.",
        };

        public Option<int> Width { get; } = new("--width", "-w")
        {
            Description = "Digits of the score behind the point.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };

        public Option<bool> Force { get; } = new("--force") { Description = "No warning where the text looks tokenized." };

        public Option<OutputFormat> Format { get; } = CommonOptions.Format();

        private static void CheckMetrics(OptionResult result)
        {
            foreach (var token in result.Tokens.Where(token => token.Value != EvaluateCommand.Bleu))
                result.AddError($"--metrics: expected {EvaluateCommand.Bleu}, found '{token.Value}'. chrf and ter are not there yet.");
        }

        private static void CheckWidth(OptionResult result)
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() is < 0 or > WidestScore)
                result.AddError($"--width: expected 0 to {WidestScore}, found {result.Tokens[0].Value}.");
        }
    }
}
