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
        foreach (var option in (Option[])[Model, Input, Output, Beam, NBest, BatchSize, LengthPenalty, MaxLength, Format, Device, Threads])
            verb.Options.Add(option);
        Documents = new DocumentOptions(verb);
    }

    public DocumentOptions Documents { get; }

    public Option<string?> Model { get; } = CommonOptions.Model();

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

    public TranslationOptions Read(ParseResult arguments) => new()
    {
        BatchSize = arguments.GetValue(BatchSize),
        Search = Default with
        {
            Beam = arguments.GetValue(Beam),
            NBest = arguments.GetValue(NBest),
            LengthPenalty = arguments.GetValue(LengthPenalty),
            MaxLength = arguments.GetValue(MaxLength),
            KeepAttention = false,
        },
    };

    /// <summary>The file to read; null for stdin.</summary>
    public string? InputFile(ParseResult arguments) => arguments.GetValue(Input) is { } input and not "-" ? input : null;

    public void Check(ParseResult arguments)
    {
        var faults = Read(arguments).Faults().ToList();
        if (arguments.GetValue(NBest) > 1 && arguments.GetValue(Format) == TranslationFormat.Text)
            faults.Add("--n-best: text has one translation a line; use --format json or --format moses for more.");
        faults.AddRange(Documents.Faults(
            arguments, InputFile(arguments), arguments.GetValue(Output) is not (null or "-"), arguments.GetValue(Format)));
        if (faults.Count > 0)
            throw new WrongUsageException(faults);
    }
}
