using System.CommandLine;
using Nmt.Model.Search;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt translate</c> that let it say why.</summary>
internal sealed class ExplanationCommandOptions
{
    private const int TraceNodes = 10_000;

    private readonly Option<string?> _alignments = new("--alignments")
    {
        HelpName = "FILE",
        Description = "Write which source word each target word looked at most, one line a line, as Pharaoh does: 0-0 1-2.",
    };

    private readonly Option<bool> _explain = new("--explain")
    {
        Description = "With --format json: log-probability, entropy and margin to the runner-up of each piece, and the alignment.",
    };

    private readonly Option<string?> _trace = new("--trace")
    {
        HelpName = "FILE",
        Description = "Write the whole beam search, one JSON object a segment; docs/search-trace.md tells its fields.",
    };

    private readonly Option<int?> _traceNodes = CommonOptions.WholeNumber(
        "--trace-nodes", 1, $"For --trace: the most nodes kept for a segment. Default: {TraceNodes}.", 10_000_000);

    public ExplanationCommandOptions(Command verb)
    {
        foreach (var option in (Option[])[_alignments, _explain, _trace, _traceNodes])
            verb.Options.Add(option);
    }

    public string? Alignments(ParseResult arguments) => arguments.GetValue(_alignments);

    public string? Trace(ParseResult arguments) => arguments.GetValue(_trace);

    public bool Explain(ParseResult arguments) => arguments.GetValue(_explain);

    /// <summary>The search, with what must be kept of it.</summary>
    public SearchOptions Read(ParseResult arguments, SearchOptions search) => search with
    {
        KeepAttention = Explain(arguments) || Alignments(arguments) is not null,
        KeepUncertainty = Explain(arguments),
        TraceNodes = Trace(arguments) is null ? 0 : arguments.GetValue(_traceNodes) ?? TraceNodes,
    };

    /// <summary>What does not fit together, one sentence a fault.</summary>
    public IEnumerable<string> Faults(ParseResult arguments, TranslationFormat format, bool isDocument)
    {
        if (Explain(arguments) && format != TranslationFormat.Json)
            yield return "--explain: only JSON has room for it; give --format json, too.";
        if (arguments.GetValue(_traceNodes) is not null && Trace(arguments) is null)
            yield return "--trace-nodes: it is for --trace FILE.";
        if (isDocument && (Alignments(arguments) ?? Trace(arguments)) is not null)
            yield return "--alignments, --trace: they are for lines; a document has none (or --document lines).";
    }
}
