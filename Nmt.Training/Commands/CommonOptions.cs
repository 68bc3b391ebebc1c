using System.CommandLine;
using System.Globalization;

namespace Nmt.Training.Commands;

/// <summary>
/// Options that several verbs have, so that one name means one thing everywhere. Each call makes a new option: an
/// option object belongs to one verb.
/// </summary>
internal static class CommonOptions
{
    public static Option<string?> Model() => new("--model")
    {
        Description = "The folder of a model bundle.",
        HelpName = "DIR",
    };

    public static Option<string?> Input() => new("--input")
    {
        Description = "Read from this UTF-8 file instead of stdin.",
        HelpName = "FILE",
    };

    public static Option<string?> Output() => new("--output")
    {
        Description = "Write to this file instead of stdout. It appears only when it is complete.",
        HelpName = "FILE",
    };

    public static Option<OutputFormat> Format()
    {
        var option = new Option<OutputFormat>("--format")
        {
            Description = "How the result is written: text for people, json for programs. Default: text.",
        };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    public static Option<int?> Threads() => WholeNumber("--threads", 1, "Threads of the tensor library. Default: one a core.");

    /// <summary>An option with a whole number in a range; null where it is not given.</summary>
    public static Option<int?> WholeNumber(string name, int least, string description, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var found = result.Tokens[0].Value;
            if (int.TryParse(found, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            var range = most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
            result.AddError($"{name}: expected a whole number {range}, found '{found}'.");
            return null;
        },
    };

    public static Option<string?> TargetLanguage() => new("--target-lang")
    {
        Description = "The language to translate into, as de; a model of several directions needs it.",
        HelpName = "CODE",
    };

    public static Option<string> Device()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where tensors live: cpu, cuda, or auto (cuda where there is one).",
            DefaultValueFactory = _ => "auto",
        };
        option.AcceptOnlyFromAmong("auto", "cpu", "cuda");
        return option;
    }
}
