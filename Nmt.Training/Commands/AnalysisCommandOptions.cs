using System.CommandLine;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>What <c>nmt evaluate</c> writes about translations beside their scores.</summary>
internal sealed class AnalysisCommandOptions
{
    private const string Terminal = "-";

    private readonly Option<string[]> _reports = new("--report")
    {
        Description = "Analyse the translations: lengths, rare words, attention, repetitions, copies, worst lines; with --baseline "
            + "also the most improved. Files that end in .html, .json or .txt; - is stdout, as text. Needs --src.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _training = new("--train-src")
    {
        Description = "With --report: the source side of the training data; words that it has at most 5 times are rare. "
            + "Default: rare is what the model spells in 3 pieces or more.",
        HelpName = "FILE",
    };

    public AnalysisCommandOptions(Command verb)
    {
        verb.Options.Add(_reports);
        verb.Options.Add(_training);
    }

    public bool IsWanted(ParseResult arguments) => Reports(arguments).Length > 0;

    /// <summary>Null where the training data is not given.</summary>
    public string? TrainingData(ParseResult arguments) => arguments.GetValue(_training);

    public IEnumerable<string> Faults(ParseResult arguments, int hypotheses, bool hasSource, bool json)
    {
        foreach (var path in Reports(arguments).Where(path => path != Terminal && !AnalysisReport.Knows(path)))
            yield return $"--report: expected a name that ends in {string.Join(", ", AnalysisReport.Extensions)}, or -, found '{path}'.";
        if (TrainingData(arguments) is not null && !IsWanted(arguments))
            yield return "--train-src: expected --report too.";
        if (!IsWanted(arguments))
            yield break;
        if (!hasSource)
            yield return "--report: expected --src too, what was translated.";
        if (hypotheses > 1)
            yield return "--report: expected one system; give the other one as --baseline.";
        if (json && Reports(arguments).Contains(Terminal))
            yield return "--report -: expected --format text; write the report to a file that ends in .json.";
    }

    public void Write(TranslationAnalysis analysis, ParseResult arguments, TextWriter standardOutput)
    {
        foreach (var path in Reports(arguments))
        {
            if (path == Terminal)
                new AnalysisText(standardOutput).Write(analysis);
            else
                AnalysisReport.Write(analysis, path);
        }
    }

    private string[] Reports(ParseResult arguments) => arguments.GetRequiredValue(_reports);
}
