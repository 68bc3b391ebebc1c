using System.CommandLine;
using Nmt.Model.Search;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> that say how to search, apart from the beam and its length.</summary>
internal sealed class SearchCommandOptions
{
    private static readonly SearchOptions Default = new();

    private readonly Option<LengthNormalization> _normalization = new("--normalization")
    {
        Description = "What makes scores of different lengths comparable: none, average (log-probability / length^alpha) or gnmt (/ ((5 + length) / 6)^alpha).",
        DefaultValueFactory = _ => Default.Normalization,
    };

    private readonly Option<double> _coverage = Number("--coverage-penalty", "BETA", Default.CoveragePenalty, "GNMT's coverage penalty: punishes source pieces that got little attention. 0 is off.");
    private readonly Option<double> _reward = Number("--word-reward", "R", Default.WordReward, "Added to the score for each piece; below 0 favours short translations.");
    private readonly Option<double?> _relative = new("--prune-relative") { HelpName = "SHARE", Description = "Drop hypotheses with less than this share of the best one's probability, as 0.02." };
    private readonly Option<double?> _absolute = new("--prune-absolute") { HelpName = "GAP", Description = "Drop hypotheses whose score is further than this below the best one's." };
    private readonly Option<int> _minLength = Count("--min-length", Default.MinLength, "Fewest pieces of a translation.");
    private readonly Option<int> _noRepeat = Count("--no-repeat-ngram", Default.NoRepeatNgram, "No sequence of so many pieces comes twice in a translation. 0 is off.");
    private readonly Option<int> _groups = Count("--beam-groups", Default.Groups, "Groups of the beam that are kept from saying the same (diverse beam search).");
    private readonly Option<double?> _diversity = new("--diversity") { HelpName = "COST", Description = $"For --beam-groups: what a piece costs that another group says at the same place. Default: {Default.Diversity}." };
    private readonly Option<bool> _sample = new("--sample") { Description = "Draw --n-best translations instead of searching for the best." };
    private readonly Option<double?> _temperature = new("--temperature") { HelpName = "T", Description = "For --sample: below 1 is safer, above 1 wilder. Default: 1." };
    private readonly Option<int?> _topK = new("--top-k") { HelpName = "K", Description = "For --sample: draw among the K likeliest pieces. Default: all." };
    private readonly Option<double?> _topP = new("--top-p") { HelpName = "P", Description = "For --sample: draw among the likeliest pieces that have this probability together. Default: 1." };
    private readonly Option<int?> _seed = new("--seed") { HelpName = "N", Description = "For --sample: the same seed draws the same translations. Default: 1." };

    public SearchCommandOptions(Command verb)
    {
        _normalization.AcceptOnlyFromAmong("none", "average", "gnmt");
        foreach (var option in (Option[])[_normalization, _coverage, _reward, _relative, _absolute, _minLength, _noRepeat, _groups, _diversity, _sample, _temperature, _topK, _topP, _seed])
            verb.Options.Add(option);
    }

    /// <summary>Whether translations are drawn.</summary>
    public bool IsSampling(ParseResult arguments) => arguments.GetValue(_sample);

    /// <summary>The search that was asked for, on top of what is known of it already.</summary>
    public SearchOptions Read(ParseResult arguments, SearchOptions search) => search with
    {
        Normalization = arguments.GetValue(_normalization),
        CoveragePenalty = arguments.GetValue(_coverage),
        WordReward = arguments.GetValue(_reward),
        PruneRelative = arguments.GetValue(_relative),
        PruneAbsolute = arguments.GetValue(_absolute),
        MinLength = arguments.GetValue(_minLength),
        NoRepeatNgram = arguments.GetValue(_noRepeat),
        Groups = arguments.GetValue(_groups),
        Diversity = arguments.GetValue(_diversity) ?? Default.Diversity,
        Sampling = !IsSampling(arguments) ? null : new()
        {
            Temperature = arguments.GetValue(_temperature) ?? 1,
            TopK = arguments.GetValue(_topK) ?? 0,
            TopP = arguments.GetValue(_topP) ?? 1,
            Seed = arguments.GetValue(_seed) ?? 1,
        },
    };

    /// <summary>What does not fit together, one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments)
    {
        foreach (var option in (Option[])[_temperature, _topK, _topP, _seed])
        {
            if (arguments.GetResult(option) is not null && !IsSampling(arguments))
                yield return $"{option.Name}: it is for draws; give --sample, too.";
        }

        if (arguments.GetValue(_diversity) is not null && arguments.GetValue(_groups) == 1)
            yield return "--diversity: it is for groups of the beam; give --beam-groups 2 or more, too.";
        if (arguments.GetValue(_topK) == 0)
            yield return "--top-k: expected at least 1, found 0; leave it out to draw among all pieces.";
    }

    private static Option<double> Number(string name, string help, double otherwise, string description) =>
        new(name) { HelpName = help, Description = description, DefaultValueFactory = _ => otherwise };

    private static Option<int> Count(string name, int otherwise, string description) =>
        new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => otherwise };
}
