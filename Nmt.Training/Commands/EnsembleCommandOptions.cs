using System.CommandLine;
using System.Globalization;
using Nmt.Model;
using Nmt.Model.Search;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> that let several models translate together.</summary>
internal sealed class EnsembleCommandOptions
{
    private readonly Option<string[]> _others = new("--ensemble")
    {
        HelpName = "DIR",
        Description = "Further bundles that translate together with --model; all have one vocabulary.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _weights = new("--ensemble-weights")
    {
        HelpName = "W,W,...",
        Description = "The weights of --model and each --ensemble, as 2,1,1. Default: equal.",
    };

    private readonly Option<EnsembleSpace> _space = new("--ensemble-space")
    {
        Description = "What is averaged: linear (probabilities) or log (log-probabilities).",
        DefaultValueFactory = _ => EnsembleSpace.Linear,
    };

    public EnsembleCommandOptions(Command verb)
    {
        _space.AcceptOnlyFromAmong("linear", "log");
        foreach (var option in (Option[])[_others, _weights, _space])
            verb.Options.Add(option);
    }

    /// <summary>The model, alone or with the others.</summary>
    public Translator Load(ParseResult arguments, string model, string device) => arguments.GetValue(_others) is { Length: > 0 }
        ? Translator.Load(Read(arguments, model), device)
        : Translator.Load(model, device);

    /// <summary>What does not fit together, one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments, string model)
    {
        if (arguments.GetValue(_others) is { Length: > 0 })
            return Read(arguments, model).Faults();
        return arguments.GetValue(_weights) is null && arguments.GetResult(_space) is not { Implicit: false }
            ? []
            : ["--ensemble-weights, --ensemble-space: they are for several models; give --ensemble DIR, too."];
    }

    private EnsembleOptions Read(ParseResult arguments, string model) => new([model, .. arguments.GetValue(_others)!])
    {
        // What is no number becomes NaN, which is no weight: one message for both.
        Weights = [.. (arguments.GetValue(_weights)?.Split(',') ?? []).Select(weight =>
            double.TryParse(weight, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)],
        Space = arguments.GetValue(_space),
    };
}
