using System.CommandLine;
using Nmt.Model;
using Nmt.Model.Constraints;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> that say what a translation must and must not contain.</summary>
internal sealed class ConstraintCommandOptions
{
    private readonly Option<string?> _prefix = new("--prefix")
    {
        HelpName = "TEXT",
        Description = "Every translation begins with this text, which may stop in the middle of a word.",
    };

    private readonly Option<string[]> _required = new("--require")
    {
        HelpName = "PHRASE",
        Description = "Every translation contains this phrase. May be given several times.",
    };

    private readonly Option<string[]> _forbidden = new("--avoid")
    {
        HelpName = "PHRASE",
        Description = "No translation contains this phrase. May be given several times.",
    };

    private readonly Option<string?> _file = new("--constraints")
    {
        HelpName = "FILE",
        Description = "One JSON object for each line of the input, or a blank line: {\"prefix\": TEXT, \"require\": [PHRASE, ...], \"avoid\": [PHRASE, ...]}.",
    };

    private readonly Option<string?> _glossary = new("--glossary")
    {
        HelpName = "FILE",
        Description = "Lines of source phrase, tab, target phrase: where the one stands in a line, the other stands in its translation.",
    };

    private readonly Option<string[]> _copy = new("--copy")
    {
        HelpName = "KIND",
        Description = "Kept unchanged in the translation: numbers, urls, emails, names, or what is [[marked]].",
        AllowMultipleArgumentsPerToken = true,
    };

    public ConstraintCommandOptions(Command verb)
    {
        _copy.AcceptOnlyFromAmong([.. Enum.GetValues<CopyKinds>().Where(kind => kind != CopyKinds.None).Select(kind => kind.ToString().ToLowerInvariant())]);
        foreach (var option in (Option[])[_prefix, _required, _forbidden, _file, _glossary, _copy])
            verb.Options.Add(option);
    }

    /// <summary>The file with a line for each line of the input; null when there is none.</summary>
    public string? File(ParseResult arguments) => arguments.GetValue(_file);

    /// <summary>What was asked for; the glossary is left out, so that no file is read to check options.</summary>
    public TranslationOptions Read(ParseResult arguments, TranslationOptions options) => options with
    {
        Constraints = new()
        {
            Prefix = arguments.GetValue(_prefix) ?? "",
            Required = arguments.GetValue(_required) ?? [],
            Forbidden = arguments.GetValue(_forbidden) ?? [],
        },
        Copy = (arguments.GetValue(_copy) ?? []).Aggregate(CopyKinds.None, (kinds, name) => kinds | Enum.Parse<CopyKinds>(name, ignoreCase: true)),
    };

    /// <summary>The glossary that was asked for, or null.</summary>
    public Glossary? ReadGlossary(ParseResult arguments) =>
        arguments.GetValue(_glossary) is { } path ? Glossary.Read(path) : null;

    /// <summary>What does not fit together, one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments, TranslationOptions options, bool isDocument)
    {
        if (isDocument && File(arguments) is not null)
            yield return "--constraints: it has a line for each line of the input; a document has none (or --document lines).";
        if (isDocument && options.Constraints.Prefix.Length > 0)
            yield return "--prefix: it is for lines; the parts of a document do not all begin alike (or --document lines).";
        foreach (var phrase in options.Constraints.Required.Concat(options.Constraints.Forbidden).Where(string.IsNullOrWhiteSpace))
            yield return $"--require, --avoid: expected a phrase, found '{phrase}'.";
        foreach (var phrase in options.Constraints.Required.Intersect(options.Constraints.Forbidden))
            yield return $"--require, --avoid: '{phrase}' is given for both; leave one out.";
        if (!options.Search.HasPlainBeam && arguments.GetValue(_glossary) is not null)
            yield return "--glossary: it needs plain beam search with --beam 2 or more, without --sample and --beam-groups.";
    }
}
