using System.CommandLine;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt evaluate</c> and what they exclude.</summary>
internal sealed class EvaluateOptions
{
    private const int DefaultWidth = 1;
    private const int WidestScore = 15; // a double has no more digits to show

    private readonly Option<int?> _width = CommonOptions.WholeNumber(
        "--width", 0, $"Digits of the score behind the point. Default: {DefaultWidth}.", WidestScore);

    private readonly Option<bool> _scoreOnly = new("--score-only", "-b") { Description = "The scores and nothing else." };

    private readonly Option<bool> _short = new("--short", "-sh") { Description = "Short signatures." };

    public EvaluateOptions(Command verb)
    {
        AddAll(verb, References, Hypotheses, Baseline, Model, TargetLanguage, Source, Output, Beam, BatchSize);
        Metrics = new MetricCommandOptions(verb);
        Significance = new SignificanceCommandOptions(verb);
        Analysis = new AnalysisCommandOptions(verb);
        AddAll(verb, SentenceLevel, _width, _scoreOnly, _short, Format, Device, Threads);
        _width.Aliases.Add("-w");
        Format.Aliases.Add("-f");
    }

    public Option<string[]> References { get; } = new("--ref")
    {
        Description = "Files of references, line by line; several files are several references for each line.",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Hypotheses { get; } = new("--hyp", "--input", "-i")
    {
        Description = "Files of translations to score, line by line; several files are several systems. Default: stdin.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Baseline { get; } = new("--baseline")
    {
        Description = "Translations of another system to compare with, as if it were the first of --hyp.",
        HelpName = "FILE",
    };

    public Option<string?> Model { get; } = CommonOptions.Model();

    public Option<string?> TargetLanguage { get; } = CommonOptions.TargetLanguage();

    public Option<string?> Source { get; } = new("--src")
    {
        Description = "What was translated, line by line; with --model, the file to translate.",
        HelpName = "FILE",
    };

    public Option<string?> Output { get; } = new("--output")
    {
        Description = "With --model: keep the translations in this file.",
        HelpName = "FILE",
    };

    public Option<int?> Beam { get; } = CommonOptions.WholeNumber(
        "--beam", 1, "With --model: hypotheses kept for each sentence; 1 is greedy. Default: 5.");

    public Option<int?> BatchSize { get; } = CommonOptions.WholeNumber(
        "--batch-size", 1, "With --model: sentences decoded together. Default: 50.");

    public MetricCommandOptions Metrics { get; }

    public SignificanceCommandOptions Significance { get; }

    public AnalysisCommandOptions Analysis { get; }

    public Option<bool> SentenceLevel { get; } = new("--sentence-level", "-sl") { Description = "A score for each line." };

    public Option<OutputFormat> Format { get; } = CommonOptions.Format();

    public Option<string> Device { get; } = CommonOptions.Device();

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    public ScoreStyle Style(ParseResult arguments) =>
        new(arguments.GetValue(_width) ?? DefaultWidth, arguments.GetValue(_scoreOnly), arguments.GetValue(_short));

    /// <exception cref="WrongUsageException">Options contradict each other.</exception>
    public void Check(ParseResult arguments)
    {
        string[] hypotheses = arguments.GetRequiredValue(Hypotheses);
        var systems = Math.Max(1, hypotheses.Length) + (IsGiven(arguments, Baseline) ? 1 : 0);
        string[] faults =
        [
            .. ModelFaults(arguments), .. Metrics.Faults(arguments), .. Significance.Faults(arguments, systems),
            .. SentenceFaults(arguments, systems), .. SystemFaults(arguments, hypotheses), .. StyleFaults(arguments, systems),
            .. Analysis.Faults(arguments, hypotheses.Length, IsGiven(arguments, Source), IsJson(arguments)),
        ];
        if (faults.Length > 0)
            throw new WrongUsageException(faults);
    }

    private IEnumerable<string> ModelFaults(ParseResult arguments)
    {
        if (!IsGiven(arguments, Model))
        {
            Option[] ofModels = Analysis.IsWanted(arguments) ? [TargetLanguage, Output, Beam, BatchSize] : [TargetLanguage, Source, Output, Beam, BatchSize];
            return ofModels.Where(option => IsGiven(arguments, option))
                .Select(option => $"{option.Name}: expected --model too, the model that translates.");
        }

        var faults = new List<string>();
        if (IsGiven(arguments, Hypotheses))
            faults.Add("--hyp, --model: expected one of them: translations to score, or a model that makes them. To compare the two, use --baseline.");
        if (!IsGiven(arguments, Source))
            faults.Add("--model: expected --src too, the file to translate.");
        return faults;
    }

    private IEnumerable<string> SentenceFaults(ParseResult arguments, int systems)
    {
        if (!arguments.GetValue(SentenceLevel))
            yield break;
        if (Metrics.Count(arguments) > 1)
            yield return "--sentence-level: expected one metric; run once for each.";
        if (systems > 1)
            yield return "--sentence-level: expected one system; run once for each.";
        if (Significance.ReadConfidence(arguments) is not null || Significance.ReadTest(arguments) is not null)
            yield return "--sentence-level: expected no --confidence, --paired-bs or --paired-ar; these resample whole texts.";
    }

    private IEnumerable<string> SystemFaults(ParseResult arguments, string[] hypotheses) =>
        hypotheses.Append(arguments.GetValue(Baseline)).OfType<string>().GroupBy(path => path).Where(same => same.Count() > 1)
            .Select(same => $"--hyp, --baseline: expected different systems, found {same.Key} {same.Count()} times.");

    private IEnumerable<string> StyleFaults(ParseResult arguments, int systems)
    {
        var json = IsJson(arguments);
        if (arguments.GetValue(_scoreOnly) && (json || systems > 1))
            yield return "--score-only: expected one system and --format text.";
        if (arguments.GetValue(_short) && json)
            yield return "--short: expected --format text; JSON has whole signatures.";
    }

    private bool IsJson(ParseResult arguments) => arguments.GetValue(Format) == OutputFormat.Json;

    private static bool IsGiven(ParseResult arguments, Option option) => arguments.GetResult(option) is { Implicit: false };

    private static void AddAll(Command verb, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            verb.Options.Add(option);
    }
}
