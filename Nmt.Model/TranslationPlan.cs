using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>What there is to translate in some lines: their distinct segments, and how lines are put together again.</summary>
internal sealed class TranslationPlan
{
    private readonly SubwordTokenizer _tokenizer;
    private readonly int _maxPieces;
    private readonly Dictionary<string, Segment> _segments = new(StringComparer.Ordinal);

    /// <param name="lines">Raw text.</param>
    /// <param name="splitSentences">Whether a line is a text of several sentences and lines.</param>
    /// <param name="tokenizer">Decides how long a text is.</param>
    /// <param name="maxPieces">The longest segment that the model takes; what is longer is cut.</param>
    public TranslationPlan(IReadOnlyList<string> lines, bool splitSentences, SubwordTokenizer tokenizer, int maxPieces)
    {
        _tokenizer = tokenizer;
        _maxPieces = maxPieces;
        Lines = [.. lines.Select((line, index) => new PlannedLine(line, [.. Parts(line, splitSentences, index)]))];
    }

    public IReadOnlyList<PlannedLine> Lines { get; }

    /// <summary>All segments once, those of like length together, the longest first.</summary>
    public IEnumerable<Segment[]> Batches(int size) =>
        _segments.Values.OrderByDescending(segment => segment.Ids.Count).Chunk(size);

    private IEnumerable<PlannedLine.Part> Parts(string line, bool splitSentences, int index)
    {
        if (!splitSentences)
            return Fit(Normalizer.Normalize(line), index);
        return SentenceSplitter.Split(line).SelectMany(span => span.IsGap
            ? [new PlannedLine.Part(span.Text, null)]
            : Fit(Normalizer.Normalize(span.Text), index));
    }

    private IEnumerable<PlannedLine.Part> Fit(string text, int index)
    {
        if (text.Length == 0)
            return [];
        var ids = _tokenizer.Encode(text);
        if (ids.Count <= _maxPieces)
            return [new PlannedLine.Part("", SegmentOf(text, ids, index))];
        return SegmentCutter.Cut(text, part => _tokenizer.Encode(part).Count <= _maxPieces).Select(span => span.IsGap
            ? new PlannedLine.Part(span.Text, null)
            : new PlannedLine.Part("", SegmentOf(span.Text, _tokenizer.Encode(span.Text), index)));
    }

    private Segment SegmentOf(string text, IReadOnlyList<int> ids, int index)
    {
        if (!_segments.TryGetValue(text, out var segment))
            _segments.Add(text, segment = new Segment(ids));
        if (segment.Lines is [] || segment.Lines[^1] != index)
            segment.Lines.Add(index);
        return segment;
    }
}
