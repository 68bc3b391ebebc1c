using System.CommandLine;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Training.Evaluation;
using Nmt.Training.Reporting;

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
        private EvaluationText? _source;
        private WordRarity? _rarity;
        private IReadOnlyList<double?> _attended = [];

        public int Run(CancellationToken cancellation)
        {
            options.Check(arguments);
            var metrics = options.Metrics.Read(arguments, arguments.GetValue(options.SentenceLevel));

            // References first: a mistake in them should not cost the time of a translation.
            var references = arguments.GetRequiredValue(options.References).Select(EvaluationText.Read).ToList();
            foreach (var reference in references.Skip(1))
                reference.MustMatch(references[0]);
            _rarity = options.Analysis.TrainingData(arguments) is { } training ? WordRarity.FromText(training) : null;
            var systems = ReadSystems(references[0], cancellation);
            WarnOfTokens(systems);

            IReadOnlyList<string>[] expected = [.. references.Select(reference => reference.Lines)];
            CorpusStatistics[][] counts = [.. metrics.Select(metric =>
                systems.Select(system => CorpusStatistics.Of(metric, system.Lines, expected)).ToArray())];
            if (arguments.GetValue(options.SentenceLevel))
                WriteSentences(counts[0][0]);
            else if (systems is [_])
                WriteScores(counts);
            else
                WriteSystems(systems, counts);
            if (options.Analysis.IsWanted(arguments))
                options.Analysis.Write(Analyze(systems, expected), arguments, terminal.Out);
            return CommandLine.Done;
        }

        private List<EvaluationText> ReadSystems(EvaluationText reference, CancellationToken cancellation)
        {
            string[] paths = [.. arguments.GetValue(options.Baseline) is { } baseline ? [baseline] : Array.Empty<string>(),
                .. arguments.GetRequiredValue(options.Hypotheses)];
            var systems = paths.Select(path => path == "-" ? FromStdin() : EvaluationText.Read(path)).ToList();
            var translates = arguments.GetValue(options.Model) is not null;
            if (!translates && arguments.GetRequiredValue(options.Hypotheses).Length == 0)
                systems.Add(FromStdin());
            _source = arguments.GetValue(options.Source) is { } source ? EvaluationText.Read(source) : null;
            foreach (var text in _source is null ? systems : [.. systems, _source])
                text.MustMatch(reference);
            if (translates)
                systems.Add(Translate(_source!, cancellation));
            return systems;
        }

        private EvaluationText FromStdin() => EvaluationText.Read(terminal.In, "stdin");

        private EvaluationText Translate(EvaluationText source, CancellationToken cancellation)
        {
            var device = ComputeDevice.Resolve(arguments.GetRequiredValue(options.Device));
            var defaults = new SearchOptions { KeepAttention = options.Analysis.IsWanted(arguments) };
            var translation = new TranslationOptions();
            translation = translation with
            {
                TargetLanguage = arguments.GetValue(options.TargetLanguage),
                BatchSize = arguments.GetValue(options.BatchSize) ?? translation.BatchSize,
                Workers = ComputeDevice.Workers(device, arguments.GetValue(options.Threads)),
                Search = defaults with { Beam = arguments.GetValue(options.Beam) ?? defaults.Beam },
            };
            var model = arguments.GetRequiredValue(options.Model)!;
            using var translator = Translator.Load(model, device);
            var translated = new TranslationRun(terminal.Error, time).Translate(translator, source, translation, cancellation);
            if (arguments.GetValue(options.Output) is { } output)
                translated.Text.Write(output);
            _attended = translated.Attended;
            _rarity ??= WordRarity.FromVocabulary(translator.Bundle.Tokenizer);
            return translated.Text;
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

        /// <summary>The last system, beside the first where there are two.</summary>
        private TranslationAnalysis Analyze(List<EvaluationText> systems, IReadOnlyList<string>[] references)
        {
            var (bleu, chrf) = (options.Metrics.ReadBleu(arguments), options.Metrics.ReadChrf(arguments));
            var own = new AnalyzedSystem(systems[^1], references, bleu, chrf);
            var other = systems.Count > 1 ? new AnalyzedSystem(systems[0], references, bleu, chrf) : null;
            return new Analyst(_source!, references, own, other) { Attended = _attended, Rarity = _rarity }.Analyze();
        }

        private static MetricResults Scores(CorpusStatistics[] systems) =>
            new(systems[0].Metric.Name, systems[0].Signature, [.. systems.Select(system => new SystemResult(system.Score().Score))]);
    }
}
