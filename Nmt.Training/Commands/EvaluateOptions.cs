using System.CommandLine;
using System.CommandLine.Parsing;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt evaluate</c> and what they exclude.</summary>
internal sealed class EvaluateOptions
{
    public const int DefaultWidth = 1;

    private const string OnlyMetric = "bleu";
    private const int WidestScore = 15; // a double has no more digits to show

    private readonly Option<string[]> _metrics = new("--metrics", "-m")
    {
        Description = "What to compute: bleu.",
        HelpName = "METRIC",
        DefaultValueFactory = _ => [OnlyMetric],
        AllowMultipleArgumentsPerToken = true,
    };

    public EvaluateOptions(Command verb)
    {
        AddAll(verb, References, Hypotheses, Model, Source, Output, Beam, BatchSize, _metrics);
        Bleu = new BleuCommandOptions(verb);
        AddAll(verb, SentenceLevel, Width, Force, Format, Device, Threads);
        _metrics.Validators.Add(CheckMetrics);
        Width.Aliases.Add("-w");
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

    public Option<string?> Model { get; } = CommonOptions.Model();

    public Option<string?> Source { get; } = new("--src")
    {
        Description = "With --model: the file to translate and to score, line by line.",
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

    public BleuCommandOptions Bleu { get; }

    public Option<bool> SentenceLevel { get; } = new("--sentence-level", "-sl") { Description = "A score for each line." };

    public Option<int?> Width { get; } = CommonOptions.WholeNumber(
        "--width", 0, $"Digits of the score behind the point. Default: {DefaultWidth}.", WidestScore);

    public Option<bool> Force { get; } = new("--force") { Description = "No warning where the text looks tokenized." };

    public Option<OutputFormat> Format { get; } = CommonOptions.Format();

    public Option<string> Device { get; } = CommonOptions.Device();

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    /// <exception cref="WrongUsageException">Options contradict each other.</exception>
    public void Check(ParseResult arguments)
    {
        var faults = new List<string>();
        if (IsGiven(Model))
        {
            if (IsGiven(Hypotheses))
                faults.Add("--hyp, --model: expected one of them: translations to score, or a model that makes them.");
            if (!IsGiven(Source))
                faults.Add("--model: expected --src too, the file to translate.");
        }
        else
        {
            faults.AddRange(((Option[])[Source, Output, Beam, BatchSize]).Where(IsGiven).Select(option =>
                $"{option.Name}: expected --model too, the model that translates."));
        }

        if (faults.Count > 0)
            throw new WrongUsageException(faults);

        bool IsGiven(Option option) => arguments.GetResult(option) is { Implicit: false };
    }

    private static void AddAll(Command verb, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            verb.Options.Add(option);
    }

    private static void CheckMetrics(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value != OnlyMetric))
            result.AddError($"--metrics: expected {OnlyMetric}, found '{token.Value}'. chrf and ter are not there yet.");
    }
}
