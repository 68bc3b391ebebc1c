using System.Collections.Immutable;

namespace Nmt.Training.Corpus;

/// <summary>Collects what the checks find, by part of the corpus. Nothing is dropped without an entry here.</summary>
internal sealed class CorpusReport
{
    /// <summary>How many line numbers a finding names.</summary>
    public const int NamedLines = 5;

    // In order of discovery, which is the order of the checks: a reader finds the same report every time.
    private readonly OrderedDictionary<(string Part, CorpusCheck Check, bool Dropped), Entry> _entries = [];

    private readonly List<PreparedInput> _inputs = [];

    public IReadOnlyList<CorpusFinding> Findings =>
    [
        .. _entries.Select(entry => new CorpusFinding
        {
            Part = entry.Key.Part,
            Code = entry.Key.Check.Code,
            Meaning = entry.Key.Check.Meaning,
            Advice = entry.Key.Check.Advice,
            Option = entry.Key.Check.Option,
            Dropped = entry.Key.Dropped,
            Optional = entry.Key.Part == "train" && CorpusCheck.Optional.Contains(entry.Key.Check),
            Count = entry.Value.Count,
            FirstLines = [.. entry.Value.Lines],
            Details = [.. entry.Value.Details],
            Example = entry.Value.Example,
        }),
    ];

    /// <summary>The files that were read to their end, with what they held.</summary>
    public IReadOnlyList<PreparedInput> Inputs => _inputs;

    /// <summary>Notes that a line has what the check looks for.</summary>
    public void Add(string part, CorpusCheck check, int line, bool? dropped = null) => Of(part, check, dropped).Add(line);

    /// <summary>Notes that a pair has what the check looks for; the first one is shown.</summary>
    public void Add(string part, CorpusCheck check, SentencePair pair, bool? dropped = null)
    {
        Entry entry = Of(part, check, dropped);
        entry.Add(pair.Line);
        entry.Example ??= TextInspection.Excerpt(check, pair);
    }

    /// <summary>Notes that so many lines, this one first, have what the check looks for.</summary>
    public void Add(string part, CorpusCheck check, int line, int count) => Of(part, check, dropped: null).Add(line, count);

    /// <summary>Says more about a finding than its lines do.</summary>
    public void Explain(string part, CorpusCheck check, string detail, bool? dropped = null) => Of(part, check, dropped).Details.Add(detail);

    /// <summary>Whether the check has found something.</summary>
    public bool Has(string part, CorpusCheck check) => CountOf(part, check) > 0;

    /// <summary>How many lines the check has found.</summary>
    public long CountOf(string part, CorpusCheck check) =>
        _entries.Where(entry => entry.Key.Part == part && entry.Key.Check == check).Sum(entry => entry.Value.Count);

    public void AddInput(string part, string path, string sha256) => _inputs.Add(new PreparedInput(part, path, sha256));

    private Entry Of(string part, CorpusCheck check, bool? dropped)
    {
        var key = (part, check, dropped ?? check.Rule is CheckRule.Dropped or CheckRule.Unusable);
        if (!_entries.TryGetValue(key, out Entry? entry))
        {
            _entries.Add(key, entry = new Entry());
        }

        return entry;
    }

    private sealed class Entry
    {
        public long Count { get; private set; }

        public List<int> Lines { get; } = [];

        public List<string> Details { get; } = [];

        public string? Example { get; set; }

        public void Add(int line, int count = 1)
        {
            Count += count;
            if (Lines.Count < NamedLines)
            {
                Lines.Add(line);
            }
        }
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

    /// <summary>Whether <c>--drop</c> or <c>--keep</c> decides on these pairs.</summary>
    public bool Optional { get; init; }

    public required long Count { get; init; }

    /// <summary>The first line numbers of the input, from 1.</summary>
    public required ImmutableArray<int> FirstLines { get; init; }

    /// <summary>The first pair, shortened; null where a line says nothing.</summary>
    public string? Example { get; init; }

    /// <summary>What lines cannot say: from where to where, how many of what.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>What a person can do about it, wherever they read it.</summary>
    public string Advice { get; init; } = "";

    /// <summary>Which option of the command line does something about it.</summary>
    public string Option { get; init; } = "";
}
