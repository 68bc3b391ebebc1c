using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of BLEU, named as sacreBLEU names them.</summary>
internal sealed class BleuCommandOptions
{
    private static readonly string[] Tokenizers = [.. BleuTokenizers.All.Select(tokenizer => tokenizer.Name)];

    // sacreBLEU's own, and why they are not here.
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["ja-mecab"] = "needs MeCab and its Japanese dictionary",
        ["ko-mecab"] = "needs MeCab and its Korean dictionary",
        ["spm"] = "needs a SentencePiece model",
        ["flores101"] = "needs a SentencePiece model",
        ["flores200"] = "needs a SentencePiece model",
        ["spBLEU-1K"] = "needs a SentencePiece model",
    };

    private readonly Option<string> _tokenize = new("--tokenize", "-tok")
    {
        Description = "BLEU: how lines are cut into words: 13a (as WMT scores), intl, zh, char, none.",
        HelpName = "NAME",
        DefaultValueFactory = _ => BleuTokenizers.Default.Name,
    };

    private readonly Option<string> _smoothMethod = new("--smooth-method", "-s")
    {
        Description = "BLEU: what stands in for n-gram orders without a match: exp, floor, add-k, none.",
        DefaultValueFactory = _ => Smoothing.MethodNames[(int)SmoothMethod.Exp],
    };

    private readonly Option<double?> _smoothValue = new("--smooth-value", "-sv")
    {
        Description = "BLEU: the value of floor (default 0.1) or add-k (default 1).",
        HelpName = "VALUE",
    };

    private readonly Option<bool> _lowercase = new("--lowercase", "-lc") { Description = "BLEU: ignore case." };

    private readonly Option<bool> _effectiveOrder = new("--effective-order")
    {
        Description = "BLEU: leave out orders that the text is too short for. --sentence-level does so by itself.",
    };

    public BleuCommandOptions(Command verb)
    {
        _tokenize.Validators.Add(CheckTokenizer);
        _smoothMethod.AcceptOnlyFromAmong([.. Smoothing.MethodNames]);
        foreach (var option in All)
            verb.Options.Add(option);
    }

    /// <summary>What makes no difference where BLEU is not among the metrics.</summary>
    public IReadOnlyList<Option> All => [_tokenize, _smoothMethod, _smoothValue, _lowercase, _effectiveOrder, Force];

    public Option<bool> Force { get; } = new("--force") { Description = "BLEU: no warning where the text looks tokenized." };

    /// <exception cref="WrongUsageException">The smoothing method and its value do not fit.</exception>
    public BleuOptions Read(ParseResult arguments) => new()
    {
        Tokenizer = BleuTokenizers.ByName(arguments.GetValue(_tokenize)!),
        Smoothing = ReadSmoothing(arguments.GetValue(_smoothMethod)!, arguments.GetValue(_smoothValue)),
        Lowercase = arguments.GetValue(_lowercase),
        EffectiveOrder = arguments.GetValue(_effectiveOrder),
    };

    private static void CheckTokenizer(OptionResult result)
    {
        foreach (var token in result.Tokens.Select(token => token.Value).Except(Tokenizers))
        {
            var reason = Foreign.TryGetValue(token, out var need) ? $" sacreBLEU's {token} {need}, which nmt does not have." : "";
            result.AddError($"--tokenize: expected {string.Join(", ", Tokenizers)}, found '{token}'.{reason}");
        }
    }

    private static Smoothing ReadSmoothing(string name, double? value)
    {
        var method = Smoothing.MethodByName(name);
        if (value is not null && !Smoothing.TakesValue(method))
            throw new WrongUsageException($"--smooth-value: floor and add-k have a value, {name} has none.");
        if (value is < 0 or double.NaN or double.PositiveInfinity)
            throw new WrongUsageException(string.Create(
                CultureInfo.InvariantCulture, $"--smooth-value: expected a number of at least 0, found {value}."));
        return new Smoothing(method, value);
    }
}
