using System.CommandLine;
using Nmt.Model.Documents;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> that say what kind of file is translated.</summary>
internal sealed class DocumentOptions
{
    private const string Auto = "auto";
    private const string Lines = "lines";

    public DocumentOptions(Command verb)
    {
        Document.AcceptOnlyFromAmong([Auto, Lines, .. Enum.GetNames<DocumentKind>().Select(name => name.ToLowerInvariant())]);
        foreach (var option in (Option[])[Document, Column, Append])
            verb.Options.Add(option);
    }

    public Option<string> Document { get; } = new("--document")
    {
        Description = "lines: one line in, one line out. text: running text, layout kept. srt, tsv, html, docx: such a file. auto: by the name of --input; else lines.",
        DefaultValueFactory = _ => Auto,
    };

    public Option<string?> Column { get; } = new("--column")
    {
        Description = "For tsv: the column to translate, by its number from 1 or by its name in the first line.",
        HelpName = "N|NAME",
    };

    public Option<bool> Append { get; } = new("--append")
    {
        Description = "For tsv: write the translations as a new last column. Default: in place of the column.",
    };

    /// <summary>The kind of document; null for lines.</summary>
    public DocumentKind? Kind(ParseResult arguments, string? input) => arguments.GetValue(Document) switch
    {
        Lines => null,
        null or Auto => input is null ? null : DocumentFile.KindOf(input),
        var name => Enum.Parse<DocumentKind>(name, ignoreCase: true),
    };

    public TsvColumn? TsvColumn(ParseResult arguments) =>
        arguments.GetValue(Column) is { } name ? new TsvColumn(name, arguments.GetValue(Append)) : null;

    /// <summary>What does not fit together, one sentence a fault.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="input">The file that is read; null for stdin.</param>
    /// <param name="hasOutput">Whether a file is written.</param>
    /// <param name="format">The value of --format.</param>
    public IEnumerable<string> Faults(ParseResult arguments, string? input, bool hasOutput, TranslationFormat format)
    {
        var kind = Kind(arguments, input);
        var column = arguments.GetValue(Column);
        if (kind == DocumentKind.Tsv && column is null)
            yield return "--column: a .tsv file needs it: the column's number, from 1, or its name in the first line (or --document lines).";
        if (kind != DocumentKind.Tsv && (column is not null || arguments.GetValue(Append)))
            yield return "--column, --append: these are for .tsv files (--document tsv).";
        if (column is "")
            yield return "--column: expected a number from 1 or a name, found nothing.";
        if (kind == DocumentKind.Docx && !(input is not null && hasOutput))
            yield return "--document docx: a Word document is read from --input FILE and written to --output FILE.";
        if (kind is not null && format != TranslationFormat.Text)
            yield return $"--format {format.ToString().ToLowerInvariant()}: it is for lines; a document is written as the document that it is (or --document lines).";
    }
}
