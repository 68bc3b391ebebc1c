using System.CommandLine;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt score</c>.</summary>
internal sealed class ScoreOptions
{
    public ScoreOptions(Command verb)
    {
        Model.Required = true;
        Source.Required = true;
        foreach (var option in (Option[])[Model, TargetLanguage, Source, Targets, Output, PerPiece, Summary, Format, Device, Threads])
            verb.Options.Add(option);
    }

    public Option<string?> Model { get; } = CommonOptions.Model();

    public Option<string?> TargetLanguage { get; } = CommonOptions.TargetLanguage();

    public Option<string?> Source { get; } = new("--src")
    {
        Description = "What was translated, line by line.",
        HelpName = "FILE",
    };

    public Option<string?> Targets { get; } = new("--hyp", "--tgt")
    {
        Description = "The translations to score, line by line: of this or another system, or of people. Default: stdin.",
        HelpName = "FILE",
    };

    public Option<string?> Output { get; } = CommonOptions.Output();

    public Option<bool> PerPiece { get; } = new("--per-piece")
    {
        Description = "Behind each line's log-probability those of its pieces, separated by tabs. JSON always has them.",
    };

    public Option<bool> Summary { get; } = new("--summary")
    {
        Description = "The perplexity of the whole text instead of a score for each line. Otherwise it goes to stderr.",
    };

    public Option<OutputFormat> Format { get; } = CommonOptions.Format();

    public Option<string> Device { get; } = CommonOptions.Device();

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    /// <exception cref="WrongUsageException">Options contradict each other.</exception>
    public void Check(ParseResult arguments)
    {
        if (arguments.GetValue(Summary) && arguments.GetValue(PerPiece))
            throw new WrongUsageException("--summary, --per-piece: expected one of them; a summary has no pieces.");
    }
}
