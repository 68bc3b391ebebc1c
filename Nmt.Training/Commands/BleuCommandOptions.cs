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
        verb.Options.Add(_tokenize);
        verb.Options.Add(_smoothMethod);
        verb.Options.Add(_smoothValue);
        verb.Options.Add(_lowercase);
        verb.Validators.Add(CheckSmoothing);
    }

    public BleuOptions Read(ParseResult arguments) => new()
    {
        Tokenizer = BleuTokenizers.ByName(arguments.GetValue(_tokenize)!),
        Smoothing = new Smoothing(
            Smoothing.MethodByName(arguments.GetValue(_smoothMethod)!), arguments.GetValue(_smoothValue)),
        Lowercase = arguments.GetValue(_lowercase),
    };

    private void CheckSmoothing(CommandResult result)
    {
        if (result.GetResult(_smoothValue) is not { Errors: var errors } || errors.Any())
            return;
        var value = result.GetValue(_smoothValue);
        if (value is null or < 0 or double.NaN or double.PositiveInfinity)
        {
            var found = value?.ToString(CultureInfo.InvariantCulture) ?? "nothing";
            result.AddError($"--smooth-value: expected a number of at least 0, found {found}.");
        }

        var method = result.GetValue(_smoothMethod);
        if (Smoothing.MethodNames.Contains(method) && !Smoothing.TakesValue(Smoothing.MethodByName(method!)))
            result.AddError($"--smooth-value: floor and add-k have a value, {method} has none.");
    }
}
