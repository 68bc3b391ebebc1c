using System.CommandLine;
using Nmt.Model;
using Nmt.Model.Search;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c>, and what they ask of the translator.</summary>
internal sealed class TranslateOptions
{
    private static readonly SearchOptions Default = new();

    public TranslateOptions(Command verb)
    {
        Model.Required = true;
        Format.AcceptOnlyFromAmong("text", "json", "moses");
        foreach (var option in (Option[])[Model, TargetLanguage, Input, Output, Beam, NBest, BatchSize, LengthPenalty, MaxLength, Format, Device, Threads])
            verb.Options.Add(option);
        Documents = new DocumentOptions(verb);
        Searching = new SearchCommandOptions(verb);
        Mbr = new MbrCommandOptions(verb);
        Reverse = new ReverseCommandOptions(verb);
        Constraints = new ConstraintCommandOptions(verb);
        Ensemble = new EnsembleCommandOptions(verb);
        Explanations = new ExplanationCommandOptions(verb);
    }

    public SearchCommandOptions Searching { get; }

    public MbrCommandOptions Mbr { get; }

    public ReverseCommandOptions Reverse { get; }

    public ConstraintCommandOptions Constraints { get; }

    public EnsembleCommandOptions Ensemble { get; }

    public ExplanationCommandOptions Explanations { get; }

    public DocumentOptions Documents { get; }

    public Option<string?> Model { get; } = CommonOptions.Model();

    public Option<string?> TargetLanguage { get; } = CommonOptions.TargetLanguage();

    public Option<string?> Input { get; } = CommonOptions.Input();

    public Option<string?> Output { get; } = CommonOptions.Output();

    public Option<int> Beam { get; } = new("--beam")
    {
        Description = "Hypotheses kept for each sentence; 1 is greedy.",
        HelpName = "N",
        DefaultValueFactory = _ => Default.Beam,
    };

    public Option<int> NBest { get; } = new("--n-best")
    {
        Description = "Translations written for each line, at most --beam; more than 1 needs --format json or moses.",
        HelpName = "N",
        DefaultValueFactory = _ => Default.NBest,
    };

    public Option<int> BatchSize { get; } = new("--batch-size")
    {
        Description = "Sentences decoded together. It changes the speed, not the translations.",
        HelpName = "N",
        DefaultValueFactory = _ => new TranslationOptions().BatchSize,
    };

    public Option<double> LengthPenalty { get; } = new("--length-penalty")
    {
        Description = "The alpha of score = log-probability / length^alpha; more favours longer translations.",
        HelpName = "ALPHA",
        DefaultValueFactory = _ => Default.LengthPenalty,
    };

    public Option<int?> MaxLength { get; } = new("--max-length")
    {
        Description = "Most pieces of a translation. Default: 2 for each source piece, and 20.",
        HelpName = "N",
    };

    public Option<TranslationFormat> Format { get; } = new("--format")
    {
        Description = "text: one line a line. json: one object a line. moses: index ||| translation ||| score.",
        DefaultValueFactory = _ => TranslationFormat.Text,
    };

    public Option<string> Device { get; } = CommonOptions.Device();

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    /// <summary>What was asked for, the files that it names read.</summary>
    /// <exception cref="Nmt.Model.Errors.NmtException">A file cannot be read.</exception>
    public TranslationOptions Complete(ParseResult arguments) =>
        Read(arguments) with { Glossary = Constraints.ReadGlossary(arguments) };

    /// <summary>The file to read; null for stdin.</summary>
    public string? InputFile(ParseResult arguments) => arguments.GetValue(Input) is { } input and not "-" ? input : null;

    public void Check(ParseResult arguments)
    {
        if (Faults(arguments).ToList() is { Count: > 0 } faults)
            throw new WrongUsageException(faults);
    }

    private TranslationOptions Read(ParseResult arguments)
    {
        var search = Default with
        {
            Beam = arguments.GetValue(Beam),
            NBest = arguments.GetValue(NBest),
            LengthPenalty = arguments.GetValue(LengthPenalty),
            MaxLength = arguments.GetValue(MaxLength),
        };
        var options = new TranslationOptions
        {
            BatchSize = arguments.GetValue(BatchSize),
            TargetLanguage = arguments.GetValue(TargetLanguage),
            Search = Explanations.Read(arguments, Searching.Read(arguments, search)),
        };
        return Mbr.Read(arguments, Constraints.Read(arguments, options));
    }

    private IEnumerable<string> Faults(ParseResult arguments)
    {
        var (options, format) = (Read(arguments), arguments.GetValue(Format));
        var isDocument = Documents.Kind(arguments, InputFile(arguments)) is not null;
        var writesFile = arguments.GetValue(Output) is not (null or "-");
        return
        [
            .. options.Faults(),
            .. OwnFaults(arguments, options, format),
            .. Documents.Faults(arguments, InputFile(arguments), writesFile, format),
            .. Searching.Faults(arguments),
            .. Mbr.Faults(arguments),
            .. Reverse.Faults(arguments, options),
            .. Constraints.Faults(arguments, options, isDocument),
            .. Ensemble.Faults(arguments, arguments.GetRequiredValue(Model)!),
            .. Explanations.Faults(arguments, format, isDocument),
        ];
    }

    private IEnumerable<string> OwnFaults(ParseResult arguments, TranslationOptions options, TranslationFormat format)
    {
        if (arguments.GetValue(NBest) > 1 && format == TranslationFormat.Text)
            yield return "--n-best: text has one translation a line; use --format json or --format moses for more.";
        if (options.Search.Normalization == LengthNormalization.None && arguments.GetResult(LengthPenalty) is { Implicit: false })
            yield return "--length-penalty: with --normalization none there is no length penalty; leave one of them out.";
        if (options.Search.Sampling is not null && arguments.GetResult(Beam) is { Implicit: false })
            yield return "--beam: --sample has no beam; --n-best says how many translations are drawn.";
        string?[] files = [arguments.GetValue(Output), Explanations.Alignments(arguments), Explanations.Trace(arguments)];
        if (files.OfType<string>().Where(file => file != "-").GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice)
            yield return $"--output, --alignments, --trace: {twice.First()} is given twice; each needs a file of its own.";
    }
}
