using System.CommandLine;
using System.CommandLine.Parsing;
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
        _smoothValue.Validators.Add(CheckValue);
        verb.Options.Add(_tokenize);
        verb.Options.Add(_smoothMethod);
        verb.Options.Add(_smoothValue);
        verb.Options.Add(_lowercase);
        verb.Validators.Add(CheckMethodTakesValue);
    }

    public BleuOptions Read(ParseResult arguments) => new()
    {
        Tokenizer = BleuTokenizers.ByName(arguments.GetValue(_tokenize)!),
        Smoothing = new Smoothing(
            Smoothing.MethodByName(arguments.GetValue(_smoothMethod)!), arguments.GetValue(_smoothValue)),
        Lowercase = arguments.GetValue(_lowercase),
    };

    private static void CheckValue(OptionResult result)
    {
        var found = result.Tokens.SingleOrDefault()?.Value;
        if (!double.TryParse(found, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || value < 0)
            result.AddError($"--smooth-value: expected a number of at least 0, found '{found}'.");
    }

    // A verb is checked before its options: defaults are not filled in yet, and values may be wrong.
    private void CheckMethodTakesValue(CommandResult result)
    {
        if (result.GetResult(_smoothValue) is null)
            return;
        var method = result.GetResult(_smoothMethod)?.Tokens.FirstOrDefault()?.Value ?? Smoothing.MethodNames[(int)SmoothMethod.Exp];
        if (Smoothing.MethodNames.Contains(method) && !Smoothing.TakesValue(Smoothing.MethodByName(method)))
            result.AddError($"--smooth-value: floor and add-k have a value, {method} has none.");
    }
}
