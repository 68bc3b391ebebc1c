using System.CommandLine;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of chrF, named as sacreBLEU names them.</summary>
internal sealed class ChrfCommandOptions
{
    private const int LongestNgram = 100;
    private const int HighestBeta = 1000;

    private static readonly ChrfOptions Default = new();

    private readonly Option<int?> _charOrder = CommonOptions.WholeNumber(
        "--chrf-char-order", 0, $"chrF: the longest n-grams of characters. Default: {Default.CharOrder}.", LongestNgram);

    private readonly Option<int?> _wordOrder = CommonOptions.WholeNumber(
        "--chrf-word-order", 0, $"chrF: the longest n-grams of words; 2 makes it chrF++. Default: {Default.WordOrder}.", LongestNgram);

    private readonly Option<int?> _beta = CommonOptions.WholeNumber(
        "--chrf-beta", 0, $"chrF: how much more recall weighs than precision. Default: {Default.Beta}.", HighestBeta);

    private readonly Option<bool> _whitespace = new("--chrf-whitespace") { Description = "chrF: white space counts as a character." };

    private readonly Option<bool> _lowercase = new("--chrf-lowercase") { Description = "chrF: ignore case." };

    private readonly Option<bool> _epsilon = new("--chrf-eps-smoothing")
    {
        Description = "chrF: smooth as chrF++.py, NLTK and Moses do, instead of leaving out orders without n-grams.",
    };

    public ChrfCommandOptions(Command verb)
    {
        _charOrder.Aliases.Add("-cc");
        _wordOrder.Aliases.Add("-cw");
        foreach (var option in All)
            verb.Options.Add(option);
    }

    /// <summary>What makes no difference where chrF is not among the metrics.</summary>
    public IReadOnlyList<Option> All => [_charOrder, _wordOrder, _beta, _whitespace, _lowercase, _epsilon];

    /// <exception cref="WrongUsageException">No n-grams would be left.</exception>
    public ChrfOptions Read(ParseResult arguments)
    {
        var options = new ChrfOptions
        {
            CharOrder = arguments.GetValue(_charOrder) ?? Default.CharOrder,
            WordOrder = arguments.GetValue(_wordOrder) ?? Default.WordOrder,
            Beta = arguments.GetValue(_beta) ?? Default.Beta,
            Whitespace = arguments.GetValue(_whitespace),
            Lowercase = arguments.GetValue(_lowercase),
            EpsilonSmoothing = arguments.GetValue(_epsilon),
        };
        return options.CharOrder + options.WordOrder > 0
            ? options
            : throw new WrongUsageException("--chrf-char-order, --chrf-word-order: expected one of them above 0, found 0 and 0.");
    }
}
