using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>Which metrics are computed, and how.</summary>
internal sealed class MetricCommandOptions
{
    private const string BleuName = "bleu";
    private const string ChrfName = "chrf";
    private const string TerName = "ter";

    // In the order in which they are reported, which is sacreBLEU's.
    private static readonly string[] Names = [BleuName, ChrfName, TerName];

    private readonly Option<string[]> _metrics = new("--metrics", "-m")
    {
        Description = "What to compute: bleu, chrf, ter.",
        HelpName = "METRIC",
        DefaultValueFactory = _ => [BleuName],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly BleuCommandOptions _bleu;
    private readonly ChrfCommandOptions _chrf;
    private readonly TerCommandOptions _ter;

    public MetricCommandOptions(Command verb)
    {
        _metrics.Validators.Add(CheckNames);
        verb.Options.Add(_metrics);
        _bleu = new BleuCommandOptions(verb);
        _chrf = new ChrfCommandOptions(verb);
        _ter = new TerCommandOptions(verb);
    }

    /// <summary>Whether a text that looks tokenized deserves a warning.</summary>
    public bool WarnsOfTokens(ParseResult arguments) => Chosen(arguments).Contains(BleuName) && !arguments.GetValue(_bleu.Force);

    public int Count(ParseResult arguments) => Chosen(arguments).Count;

    /// <summary>The metrics in the order of the report, each once.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="effectiveOrder">Whether BLEU is of single sentences.</param>
    /// <exception cref="WrongUsageException">Options do not fit each other.</exception>
    public IReadOnlyList<IMetric> Read(ParseResult arguments, bool effectiveOrder)
    {
        var bleu = ReadBleu(arguments);
        return [.. Chosen(arguments).Select<string, IMetric>(name => name switch
        {
            BleuName => new Bleu(bleu with { EffectiveOrder = effectiveOrder || bleu.EffectiveOrder }),
            ChrfName => new Chrf(ReadChrf(arguments)),
            _ => new Ter(_ter.Read(arguments)),
        })];
    }

    public BleuOptions ReadBleu(ParseResult arguments) => _bleu.Read(arguments);

    public ChrfOptions ReadChrf(ParseResult arguments) => _chrf.Read(arguments);

    /// <summary>Options of metrics that are not computed: whoever gave them expects another score than they would get.</summary>
    public IEnumerable<string> Faults(ParseResult arguments)
    {
        var chosen = Chosen(arguments);
        return new[] { (BleuName, _bleu.All), (ChrfName, _chrf.All), (TerName, _ter.All) }
            .Where(metric => !chosen.Contains(metric.Item1))
            .SelectMany(metric => metric.Item2.Where(option => arguments.GetResult(option) is { Implicit: false })
                .Select(option => $"{option.Name}: expected {metric.Item1} among --metrics, found {string.Join(' ', chosen)}."));
    }

    private List<string> Chosen(ParseResult arguments) => [.. Names.Intersect(arguments.GetRequiredValue(_metrics))];

    private static void CheckNames(OptionResult result)
    {
        foreach (var name in result.Tokens.Select(token => token.Value).Except(Names))
        {
            var hint = name is "chrf++" ? " chrF++ is chrf with --chrf-word-order 2." : "";
            result.AddError($"--metrics: expected {string.Join(", ", Names)}, found '{name}'.{hint}");
        }
    }
}
