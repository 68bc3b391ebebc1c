using System.CommandLine;
using Nmt.Model;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> for minimum Bayes risk.</summary>
internal sealed class MbrCommandOptions
{
    private const int Draws = 32;

    private static readonly Dictionary<string, ISentenceUtility> Utilities = new() { ["chrf"] = new SentenceChrf(), ["bleu"] = new SentenceBleu() };

    private readonly Option<string?> _utility = new("--mbr")
    {
        HelpName = "METRIC",
        Description = "Choose the translation that is closest to all that were found, by chrf or bleu (minimum Bayes risk), instead of the best-scored.",
    };

    private readonly Option<int?> _candidates = CommonOptions.WholeNumber(
        "--mbr-candidates", 2, $"For --mbr: how many translations to find. Default: the beam; with --sample, {Draws}.", 10_000);

    public MbrCommandOptions(Command verb)
    {
        _utility.AcceptOnlyFromAmong([.. Utilities.Keys]);
        verb.Options.Add(_utility);
        verb.Options.Add(_candidates);
    }

    /// <summary>The options with as many translations as there are to choose from.</summary>
    public TranslationOptions Read(ParseResult arguments, TranslationOptions options)
    {
        if (arguments.GetValue(_utility) is not { } name)
            return options;
        var candidates = arguments.GetValue(_candidates) ?? (options.Search.Sampling is null ? options.Search.Beam : Draws);
        return options with
        {
            Ranking = new MinimumBayesRisk(Utilities[name], Keep: options.Search.NBest),
            Search = options.Search with { NBest = candidates },
        };
    }

    /// <summary>What does not fit together, one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments)
    {
        if (arguments.GetValue(_candidates) is not null && arguments.GetValue(_utility) is null)
            yield return "--mbr-candidates: it is for --mbr METRIC.";
    }
}
