using System.CommandLine;

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
            Description = "How the result is written: text for people, json for programs.",
            DefaultValueFactory = _ => OutputFormat.Text,
        };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    public static Option<int?> Threads()
    {
        var option = new Option<int?>("--threads")
        {
            Description = "Threads of the tensor library. Default: one a core.",
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError($"--threads: expected at least 1, found {result.Tokens[0].Value}.");
        });
        return option;
    }

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
