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
        var verb = new Command("evaluate", "Scores translations against references with BLEU, chrF and TER, equal to sacreBLEU.");
        var options = new EvaluateOptions(verb);
        verb.SetWork((arguments, cancellation) => new Work(arguments, options, terminal, time).Run(cancellation));
        return verb;
    }

    /// <summary>One run of the verb.</summary>
    private sealed class Work(ParseResult arguments, EvaluateOptions options, Terminal terminal, TimeProvider time)
    {
        private readonly ScoreStyle _style = options.Style(arguments);
        private readonly bool _json = arguments.GetValue(options.Format) == OutputFormat.Json;

        public int Run(CancellationToken cancellation)
        {
            options.Check(arguments);
            var metrics = options.Metrics.Read(arguments, arguments.GetValue(options.SentenceLevel));

            // References first: a mistake in them should not cost the time of a translation.
            var references = arguments.GetRequiredValue(options.References).Select(EvaluationText.Read).ToList();
            foreach (var reference in references.Skip(1))
                reference.MustMatch(references[0]);
            var systems = ReadSystems(references[0], cancellation);
            WarnOfTokens(systems);

            CorpusStatistics[][] counts = [.. metrics.Select(metric => systems.Select(system =>
                CorpusStatistics.Of(metric, system.Lines, [.. references.Select(reference => reference.Lines)])).ToArray())];
            if (arguments.GetValue(options.SentenceLevel))
                WriteSentences(counts[0][0]);
            else if (systems is [_])
                WriteScores(counts);
            else
                WriteSystems(systems, counts);
            return CommandLine.Done;
        }

        private List<EvaluationText> ReadSystems(EvaluationText reference, CancellationToken cancellation)
        {
            string[] paths = [.. arguments.GetValue(options.Baseline) is { } baseline ? [baseline] : Array.Empty<string>(),
                .. arguments.GetRequiredValue(options.Hypotheses)];
            var systems = paths.Select(path => path == "-" ? FromStdin() : EvaluationText.Read(path)).ToList();
            var source = arguments.GetValue(options.Model) is null ? null : EvaluationText.Read(arguments.GetRequiredValue(options.Source)!);
            if (source is null && arguments.GetRequiredValue(options.Hypotheses).Length == 0)
                systems.Add(FromStdin());
            foreach (var text in source is null ? systems : [.. systems, source])
                text.MustMatch(reference);
            if (source is not null)
                systems.Add(Translate(source, cancellation));
            return systems;
        }

        private EvaluationText FromStdin() => EvaluationText.Read(terminal.In, "stdin");

        private EvaluationText Translate(EvaluationText source, CancellationToken cancellation)
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
            var hypotheses = new TranslationRun(terminal.Error, time).Translate(translator, source, translation, cancellation);
            if (arguments.GetValue(options.Output) is { } output)
                hypotheses.Write(output);
            return hypotheses;
        }

        private void WarnOfTokens(List<EvaluationText> systems)
        {
            if (!options.Metrics.WarnsOfTokens(arguments))
                return;
            foreach (var system in systems.Where(system => Bleu.LooksTokenized(system.Lines)))
            {
                terminal.Error.WriteLine(
                    $"nmt: warning: {system.Name}: 100 lines or more end in a separate full stop (\" .\"). BLEU expects "
                    + "detokenized text; other text scores lower. --force silences this warning.");
            }
        }

        private void WriteSentences(CorpusStatistics counts)
        {
            var scores = Enumerable.Range(0, counts.Lines).Select(counts.ScoreOf);
            var report = new ScoreReport(terminal.Out, _style);
            if (_json)
                report.WriteJson(scores);
            else
                report.WriteLines(scores);
        }

        private void WriteScores(CorpusStatistics[][] counts)
        {
            var confidence = options.Significance.ReadConfidence(arguments);
            MetricScore[] scores = [.. counts.Select(metric => confidence?.Interval(metric[0]) ?? metric[0].Score())];
            var report = new ScoreReport(terminal.Out, _style);
            if (_json)
                report.WriteJson(scores);
            else
                report.WriteAligned(scores);
        }

        private void WriteSystems(List<EvaluationText> systems, CorpusStatistics[][] counts)
        {
            var test = options.Significance.ReadTest(arguments);
            string[] names = [.. systems.Select(system => system.Name)];
            if (test is not null)
                names[0] = $"Baseline: {names[0]}";
            MetricResults[] results = [.. counts.Select(metric => test?.Of(metric) ?? Scores(metric))];
            var report = new SystemsReport(terminal.Out, _style);
            if (_json)
                report.WriteJson(names, results);
            else
                report.WriteText(names, results, test);
        }

        private static MetricResults Scores(CorpusStatistics[] systems) =>
            new(systems[0].Metric.Name, systems[0].Signature, [.. systems.Select(system => new SystemResult(system.Score().Score))]);
    }
}
