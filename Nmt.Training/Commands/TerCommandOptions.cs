using System.CommandLine;
using Nmt.Training.Evaluation;

namespace Nmt.Training.Commands;

/// <summary>The options of TER, named as sacreBLEU names them.</summary>
internal sealed class TerCommandOptions
{
    private readonly Option<bool> _caseSensitive = new("--ter-case-sensitive") { Description = "TER: case counts." };

    private readonly Option<bool> _asianSupport = new("--ter-asian-support")
    {
        Description = "TER: with --ter-normalized or --ter-no-punct, for Chinese and Japanese characters too.",
    };

    private readonly Option<bool> _noPunctuation = new("--ter-no-punct") { Description = "TER: leave out punctuation." };

    private readonly Option<bool> _normalized = new("--ter-normalized")
    {
        Description = "TER: resolve entities and set punctuation apart first.",
    };

    public TerCommandOptions(Command verb)
    {
        foreach (var option in All)
            verb.Options.Add(option);
    }

    /// <summary>What makes no difference where TER is not among the metrics.</summary>
    public IReadOnlyList<Option> All => [_caseSensitive, _asianSupport, _noPunctuation, _normalized];

    public TerOptions Read(ParseResult arguments) => new()
    {
        CaseSensitive = arguments.GetValue(_caseSensitive),
        AsianSupport = arguments.GetValue(_asianSupport),
        NoPunctuation = arguments.GetValue(_noPunctuation),
        Normalized = arguments.GetValue(_normalized),
    };
}
