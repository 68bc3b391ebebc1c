using System.CommandLine;
using System.Globalization;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of BLEU, named as sacreBLEU names them.</summary>
internal sealed class BleuCommandOptions
{
    private readonly Option<string> _tokenize = new("--tokenize", "-tok")
    {
        Description = "How lines are cut into words: 13a (as WMT scores), intl, zh, char, none.",
        DefaultValueFactory = _ => BleuTokenizers.Default.Name,
    };

    private readonly Option<string> _smoothMethod = new("--smooth-method", "-s")
    {
        Description = "What stands in for n-gram orders without a match: exp, floor, add-k, none.",
        DefaultValueFactory = _ => Smoothing.MethodNames[(int)SmoothMethod.Exp],
    };

    private readonly Option<double?> _smoothValue = new("--smooth-value", "-sv")
    {
        Description = "The value of floor (default 0.1) or add-k (default 1).",
        HelpName = "VALUE",
    };

    private readonly Option<bool> _lowercase = new("--lowercase", "-lc") { Description = "Ignore case." };

    public BleuCommandOptions(Command verb)
    {
        _tokenize.AcceptOnlyFromAmong([.. BleuTokenizers.All.Select(tokenizer => tokenizer.Name)]);
        _smoothMethod.AcceptOnlyFromAmong([.. Smoothing.MethodNames]);
        verb.Options.Add(_tokenize);
        verb.Options.Add(_smoothMethod);
        verb.Options.Add(_smoothValue);
        verb.Options.Add(_lowercase);
    }

    /// <exception cref="WrongUsageException">The smoothing method and its value do not fit.</exception>
    public BleuOptions Read(ParseResult arguments) => new()
    {
        Tokenizer = BleuTokenizers.ByName(arguments.GetValue(_tokenize)!),
        Smoothing = ReadSmoothing(arguments.GetValue(_smoothMethod)!, arguments.GetValue(_smoothValue)),
        Lowercase = arguments.GetValue(_lowercase),
    };

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
