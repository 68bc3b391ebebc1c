using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>What there is to translate in some lines: their distinct segments, and how lines are put together again.</summary>
internal sealed class TranslationPlan
{
    private readonly SubwordTokenizer _tokenizer;
    private readonly ConstraintReader _constraints;
    private readonly TranslationOptions _options;
    private readonly Func<string?, IReadOnlyList<int>> _tagFor;
    private readonly int _maxPieces;
    private readonly Dictionary<string, Segment> _segments = new(StringComparer.Ordinal);

    /// <param name="lines">Raw text, and what is asked of each line.</param>
    /// <param name="options">Whether a line is a text of several sentences and lines; what is asked of all.</param>
    /// <param name="tokenizer">Decides how long a text is.</param>
    /// <param name="tagFor">What opens a source that is to be translated into a language.</param>
    /// <param name="maxPieces">The longest segment that the model takes; what is longer is cut.</param>
    public TranslationPlan(
        IReadOnlyList<SourceLine> lines, TranslationOptions options, SubwordTokenizer tokenizer, Func<string?, IReadOnlyList<int>> tagFor, int maxPieces)
    {
        _tokenizer = tokenizer;
        _constraints = new ConstraintReader(tokenizer);
        _options = options;
        _tagFor = tagFor;
        _maxPieces = maxPieces;
        Lines = [.. lines.Select((line, index) => new PlannedLine(line.Text, [.. Parts(line, index)]))];
    }

    public IReadOnlyList<PlannedLine> Lines { get; }

    /// <summary>All segments once, those of like length together, the longest first.</summary>
    public IEnumerable<Segment[]> Batches(int size) =>
        _segments.Values.OrderByDescending(segment => segment.Source.Ids.Count).Chunk(size);

    private List<PlannedLine.Part> Parts(SourceLine line, int index)
    {
        var spans = _options.SplitSentences ? SentenceSplitter.Split(line.Text) : [new TextSpan(line.Text, IsGap: false)];
        var asked = _options.Constraints.And(line.Constraints);
        var tag = _tagFor(line.Into ?? _options.TargetLanguage);
        var most = Math.Max(1, _maxPieces - tag.Count);
        var parts = new List<PlannedLine.Part>();
        foreach (var span in spans.SelectMany(span => span.IsGap ? [span] : Fit(Normalizer.Normalize(span.Text), most)))
        {
            parts.Add(span.IsGap ? new(span.Text, null) : new("", SegmentOf(span.Text, asked, Looks(parts), tag, index)));
            asked = span.IsGap ? asked : asked.Behind();
        }

        return parts;
    }

    private IEnumerable<TextSpan> Fit(string text, int most)
    {
        if (text.Length == 0)
            return [];
        return _tokenizer.Encode(text).Count <= most
            ? [new TextSpan(text, IsGap: false)]
            : SegmentCutter.Cut(text, part => _tokenizer.Encode(part).Count <= most);
    }

    // What is forced on the segment that comes next.
    private ForcedAttention[] Looks(List<PlannedLine.Part> before) => _options.ForcedAttention is []
        ? []
        : [.. _options.ForcedAttention.Where(look => look.Segment == before.Count(part => part.Segment is not null))];

    private Segment SegmentOf(string text, LineConstraints asked, ForcedAttention[] looks, IReadOnlyList<int> tag, int index)
    {
        var seen = looks.Select(look => $"{look.Step} {look.SourcePosition}");
        var key = string.Join('\n', [text, asked.Prefix, "", .. asked.Required, "", .. asked.Forbidden, "", .. seen, "", .. tag.Select(id => $"{id}")]); // no text has a line end
        if (!_segments.TryGetValue(key, out var segment))
            _segments.Add(key, segment = NewSegment(text, asked, looks, tag));
        if (segment.Lines is [] || segment.Lines[^1] != index)
            segment.Lines.Add(index);
        return segment;
    }

    private Segment NewSegment(string text, LineConstraints asked, ForcedAttention[] looks, IReadOnlyList<int> tag)
    {
        var (unmarked, copied) = CopyPatterns.Find(text, _options.Copy);
        var required = asked with { Required = [.. asked.Required, .. copied, .. _options.Glossary?.Find(unmarked) ?? []] };
        try
        {
            var source = new TaggedSource(tag, _tokenizer.Encode(Normalizer.Normalize(unmarked)));
            var demands = _constraints.Read(required);
            demands = looks is [] ? demands : demands with { Attention = looks };
            demands.CheckAttention(source.Pieces.Count);
            _options.Search.CheckLength(source.Ids.Count, demands);
            return new Segment(source, looks is [] ? demands : demands with { Attention = source.Placed(looks) });
        }
        catch (NmtException e)
        {
            throw new NmtException($"'{text}': {e.Message}", e);
        }
    }
}
