using System.CommandLine;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> that let models of the other direction choose.</summary>
internal sealed class ReverseCommandOptions
{
    private const double DefaultWeight = 0.2;

    private readonly Option<string[]> _folders = new("--reverse")
    {
        HelpName = "DIR",
        Description = "Bundles of the other direction: rank the --beam translations found by their score and by how likely these find the source behind them.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double?> _weight = new("--reverse-weight")
    {
        HelpName = "W",
        Description = $"For --reverse: what the source's log-probability per piece counts beside the score of the translation. Default: {DefaultWeight}.",
    };

    public ReverseCommandOptions(Command verb)
    {
        verb.Options.Add(_folders);
        verb.Options.Add(_weight);
    }

    /// <summary>The options with the models loaded, which choose among all that the beam holds.</summary>
    /// <exception cref="Nmt.Model.Errors.NmtException">A folder is no sound bundle, or its model does not translate back.</exception>
    public TranslationOptions Complete(ParseResult arguments, ModelBundle forward, TranslationOptions options, string device)
    {
        if (arguments.GetValue(_folders) is not { Length: > 0 } folders)
            return options;
        var weight = arguments.GetValue(_weight) ?? DefaultWeight;
        return options with
        {
            Ranking = ReverseRanking.Load(folders, forward, options.TargetLanguage, weight, options.Search.NBest, device),
            Search = options.Search with { NBest = options.Search.Beam },
        };
    }

    /// <summary>What does not fit together, one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments, TranslationOptions options)
    {
        var weight = arguments.GetValue(_weight);
        if (arguments.GetValue(_folders) is not { Length: > 0 })
            return weight is null ? [] : ["--reverse-weight: it is for --reverse DIR."];
        var faults = new List<string>();
        if (weight is { } given && !(given > 0 && double.IsFinite(given)))
            faults.Add($"--reverse-weight: expected a number above 0, found {given}.");
        if (options.Ranking is not null)
            faults.Add("--reverse, --mbr: expected one of them; both choose among the translations found.");
        if (options.Search.Sampling is not null || options.Search.Beam < 2)
            faults.Add("--reverse: expected a beam of at least 2, found sampling or a smaller beam.");
        if (options.Search.Normalization != LengthNormalization.Average)
            faults.Add("--reverse: expected --normalization average; other scores are not on the scale of log-probabilities per piece.");
        return faults;
    }
}
