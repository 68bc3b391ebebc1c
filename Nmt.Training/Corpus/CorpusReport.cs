using System.Collections.Immutable;

namespace Nmt.Training.Corpus;

/// <summary>Collects what the checks find, by part of the corpus. Nothing is dropped without an entry here.</summary>
internal sealed class CorpusReport
{
    /// <summary>How many line numbers a finding names.</summary>
    public const int NamedLines = 5;

    // In order of discovery, which is the order of the checks: a reader finds the same report every time.
    private readonly OrderedDictionary<(string Part, CorpusCheck Check), (long Count, List<int> Lines)> _findings = [];

    public IReadOnlyList<CorpusFinding> Findings =>
        [.. _findings.Select(entry => new CorpusFinding
        {
            Part = entry.Key.Part,
            Code = entry.Key.Check.Code,
            Meaning = entry.Key.Check.Meaning,
            Dropped = entry.Key.Check.Drops,
            Count = entry.Value.Count,
            FirstLines = [.. entry.Value.Lines],
        })];

    /// <summary>Notes that a line has what the check looks for.</summary>
    public void Add(string part, CorpusCheck check, int line)
    {
        (long count, List<int> lines) = _findings.TryGetValue((part, check), out var found) ? found : (0, []);
        if (lines.Count < NamedLines)
        {
            lines.Add(line);
        }

        _findings[(part, check)] = (count + 1, lines);
    }
}

/// <summary>One line of the report.</summary>
internal sealed record CorpusFinding
{
    /// <summary>train, dev or test.</summary>
    public required string Part { get; init; }

    public required string Code { get; init; }

    public required string Meaning { get; init; }

    /// <summary>Whether these pairs are missing in the prepared corpus.</summary>
    public required bool Dropped { get; init; }

    public required long Count { get; init; }

    /// <summary>The first line numbers of the input, from 1.</summary>
    public required ImmutableArray<int> FirstLines { get; init; }
}
