using System.CommandLine;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of confidence intervals and paired tests, named as sacreBLEU names them.</summary>
internal sealed class SignificanceCommandOptions
{
    private const int DefaultSeed = 12345; // sacreBLEU's
    private const int DefaultSamples = 1_000;
    private const int DefaultShuffles = 10_000;
    private const int MostTrials = 10_000_000;

    private readonly Option<bool> _confidence = new("--confidence", "-ci")
    {
        Description = "One system: a 95% confidence interval, by resampling the lines.",
    };

    private readonly Option<int?> _confidenceTrials = Trials("--confidence-n", "-cin", "Samples for --confidence.", DefaultSamples);

    private readonly Option<bool> _bootstrap = new("--paired-bs", "-pbs")
    {
        Description = "Several systems: test each against the first by paired bootstrap resampling.",
    };

    private readonly Option<int?> _bootstrapTrials = Trials("--paired-bs-n", "-pbsn", "Samples for --paired-bs.", DefaultSamples);

    private readonly Option<bool> _randomization = new("--paired-ar", "-par")
    {
        Description = "Several systems: test each against the first by paired approximate randomization.",
    };

    private readonly Option<int?> _randomizationTrials = Trials("--paired-ar-n", "-parn", "Shuffles for --paired-ar.", DefaultShuffles);

    private readonly Option<int?> _seed = CommonOptions.WholeNumber(
        "--seed", 0, $"What is drawn at random follows from it. Default: {DefaultSeed}, as in sacreBLEU.");

    public SignificanceCommandOptions(Command verb)
    {
        Option[] all = [_confidence, _confidenceTrials, _bootstrap, _bootstrapTrials, _randomization, _randomizationTrials, _seed];
        foreach (var option in all)
            verb.Options.Add(option);
    }

    /// <summary>Null where no confidence interval is asked for.</summary>
    public Significance? ReadConfidence(ParseResult arguments) => arguments.GetValue(_confidence)
        ? new Significance(arguments.GetValue(_confidenceTrials) ?? DefaultSamples, Seed(arguments))
        : null;

    /// <summary>Null where no test is asked for.</summary>
    public PairedTest? ReadTest(ParseResult arguments)
    {
        if (arguments.GetValue(_bootstrap))
            return new PairedTest(true, arguments.GetValue(_bootstrapTrials) ?? DefaultSamples, Seed(arguments));
        return arguments.GetValue(_randomization)
            ? new PairedTest(false, arguments.GetValue(_randomizationTrials) ?? DefaultShuffles, Seed(arguments))
            : null;
    }

    /// <summary>What contradicts each other or the number of systems; one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments, int systems)
    {
        var (confidence, bootstrap, randomization) =
            (arguments.GetValue(_confidence), arguments.GetValue(_bootstrap), arguments.GetValue(_randomization));
        if (bootstrap && randomization)
            yield return "--paired-bs, --paired-ar: expected one of them: each is a test by itself.";
        if ((bootstrap || randomization) && systems < 2)
            yield return "--paired-bs, --paired-ar: expected two systems or more (--hyp A B, or --baseline A), found one.";
        if (confidence && systems > 1)
            yield return "--confidence: expected one system; --paired-bs has intervals for several.";
        foreach (var (trials, needed, given) in new[]
        {
            (_confidenceTrials, _confidence, confidence), (_bootstrapTrials, _bootstrap, bootstrap),
            (_randomizationTrials, _randomization, randomization),
        })
        {
            if (arguments.GetValue(trials) is not null && !given)
                yield return $"{trials.Name}: expected {needed.Name} too.";
        }

        if (arguments.GetValue(_seed) is not null && !confidence && !bootstrap && !randomization)
            yield return "--seed: expected --confidence, --paired-bs or --paired-ar too; without them nothing is random.";
    }

    private uint Seed(ParseResult arguments) => (uint)(arguments.GetValue(_seed) ?? DefaultSeed);

    private static Option<int?> Trials(string name, string alias, string description, int number)
    {
        var option = CommonOptions.WholeNumber(name, 1, $"{description} Default: {number}.", MostTrials);
        option.Aliases.Add(alias);
        return option;
    }
}
