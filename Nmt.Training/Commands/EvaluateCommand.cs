using System.CommandLine;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Training.Evaluation;
using Nmt.Training.Reporting;
using TorchSharp;

namespace Nmt.Training.Commands;

/// <summary><c>nmt evaluate</c>: scores translations, or a model's translations of a file, against references.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var verb = new Command("evaluate", "Scores translations against references with BLEU, equal to sacreBLEU.");
        var options = new EvaluateOptions(verb);
        verb.SetWork((arguments, cancellation) => Run(arguments, options, terminal, time, cancellation));
        return verb;
    }

    private static int Run(
        ParseResult arguments, EvaluateOptions options, Terminal terminal, TimeProvider time, CancellationToken cancellation)
    {
        options.Check(arguments);
        var bleu = options.Bleu.Read(arguments);

        // References first: a mistake in them should not cost the time of a translation.
        var references = arguments.GetRequiredValue(options.References).Select(EvaluationText.Read).ToList();
        foreach (var reference in references.Skip(1))
            reference.MustMatch(references[0]);

        var translate = arguments.GetValue(options.Model) is not null;
        var text = translate
            ? EvaluationText.Read(arguments.GetRequiredValue(options.Source)!)
            : ReadHypotheses(arguments.GetValue(options.Hypotheses), terminal);
        text.MustMatch(references[0]);
        if (translate)
            text = Translate(text, arguments, options, new TranslationRun(terminal.Error, time), cancellation);

        if (!arguments.GetValue(options.Force) && Bleu.LooksTokenized(text.Lines))
        {
            terminal.Error.WriteLine(
                $"nmt: warning: {text.Name}: 100 lines or more end in a separate full stop (\" .\"). BLEU expects "
                + "detokenized text; other text scores lower. --force silences this warning.");
        }

        var scores = arguments.GetValue(options.SentenceLevel)
            ? Sentences(bleu, text, references)
            : [Bleu.Corpus(text.Lines, [.. references.Select(reference => reference.Lines)], bleu)];
        var width = arguments.GetValue(options.Width) ?? EvaluateOptions.DefaultWidth;
        if (arguments.GetValue(options.Format) == OutputFormat.Json)
            ScoreReport.WriteJson(terminal.Out, scores, width);
        else
            ScoreReport.WriteText(terminal.Out, scores, width);
        return CommandLine.Done;
    }

    private static EvaluationText ReadHypotheses(string? path, Terminal terminal) =>
        path is null or "-" ? EvaluationText.Read(terminal.In, "stdin") : EvaluationText.Read(path);

    private static EvaluationText Translate(
        EvaluationText source, ParseResult arguments, EvaluateOptions options, TranslationRun run, CancellationToken cancellation)
    {
        torch.set_num_threads(arguments.GetValue(options.Threads) ?? Environment.ProcessorCount);
        var defaults = new SearchOptions { KeepAttention = false };
        var translation = new TranslationOptions();
        translation = translation with
        {
            BatchSize = arguments.GetValue(options.BatchSize) ?? translation.BatchSize,
            Search = defaults with { Beam = arguments.GetValue(options.Beam) ?? defaults.Beam },
        };
        var model = arguments.GetRequiredValue(options.Model)!;
        using var translator = Translator.Load(model, ComputeDevice.Resolve(arguments.GetRequiredValue(options.Device)));
        var hypotheses = run.Translate(translator, source, translation, cancellation);
        if (arguments.GetValue(options.Output) is { } output)
            hypotheses.Write(output);
        return hypotheses;
    }

    private static IEnumerable<BleuScore> Sentences(BleuOptions bleu, EvaluationText text, List<EvaluationText> references)
    {
        bleu = bleu with { EffectiveOrder = true };
        return text.Lines.Select((line, number) =>
            Bleu.Sentence(line, [.. references.Select(reference => reference.Lines[number])], bleu));
    }
}
