using System.Text;
using Nmt.Model.Text;

namespace Nmt.Model;

/// <summary>A line as the segments to translate and the white space to keep between them.</summary>
internal sealed class PlannedLine(string source, IReadOnlyList<PlannedLine.Part> parts)
{
    private readonly Segment[] _segments = [.. parts.Select(part => part.Segment).OfType<Segment>()];

    public bool IsBlank => _segments.Length == 0;

    public TranslationUpdate Update(int index, int step)
    {
        var pieces = _segments.Sum(segment => (double)segment.PartialPieces);
        var score = pieces == 0 ? 0 : _segments.Sum(segment => segment.PartialScore * segment.PartialPieces) / pieces;
        return new(index, Join(segment => segment.PartialText), score, step, _segments.All(segment => segment.Done));
    }

    /// <summary>The search of each segment so far.</summary>
    public IReadOnlyList<SegmentTrace> TracesSoFar(SubwordTokenizer tokenizer) => [.. _segments.Select(segment => segment.TraceSoFar(tokenizer))];

    public Translation Translate(SubwordTokenizer tokenizer)
    {
        var count = _segments.Select(segment => segment.Hypotheses.Count).DefaultIfEmpty(1).Max();
        TranslationHypothesis[] hypotheses = [.. Enumerable.Range(0, count).Select(Hypothesis)];
        return new Translation
        {
            Source = source,
            Text = hypotheses[0].Text,
            Score = hypotheses[0].Score,
            Hypotheses = hypotheses,
            SourcePieces = [.. _segments.SelectMany(segment =>
                tokenizer.Surface(segment.Source.Pieces).Append(SpecialTokens.Names[SpecialTokens.Eos]))],
            SourceIds = [.. _segments.SelectMany(segment => segment.Source.Pieces.Append(SpecialTokens.Eos))],
            SourceTag = _segments is [var first, ..] ? first.Source.Tag : [],
            Truncated = _segments.Any(segment => segment.Truncated),
            Segments = _segments.Length,
            Traces = [.. _segments.Select(segment => segment.Trace).OfType<SegmentTrace>()],
        };
    }

    private TranslationHypothesis Hypothesis(int rank)
    {
        TranslationHypothesis[] chosen = [.. _segments.Select(segment => segment.Hypothesis(rank))];
        var pieces = chosen.Sum(found => (double)found.Pieces.Count);
        return new TranslationHypothesis
        {
            Text = Join(segment => segment.Hypothesis(rank).Text),
            Score = pieces == 0 ? 0 : chosen.Sum(found => found.Score * found.Pieces.Count) / pieces,
            LogProbability = chosen.Sum(found => found.LogProbability),
            Pieces = [.. chosen.SelectMany(found => found.Pieces)],
            Ids = [.. chosen.SelectMany(found => found.Ids)],
            PieceLogProbabilities = [.. chosen.SelectMany(found => found.PieceLogProbabilities)],
            Uncertainty = [.. chosen.SelectMany(found => found.Uncertainty)],
            RunnersUp = [.. chosen.SelectMany(found => found.RunnersUp)],
            Utility = chosen.Any(found => found.Utility is not null) ? chosen.Sum(found => found.Utility * found.Pieces.Count) / pieces : null,
            ReverseScore = ReverseScore(chosen),
            Attention = chosen is [var only] ? only.Attention : JoinAttention(chosen),
        };
    }

    private double? ReverseScore(TranslationHypothesis[] chosen)
    {
        int[] pieces = [.. _segments.Select(segment => segment.Source.Pieces.Count + 1)];
        return chosen.Any(found => found.ReverseScore is not null)
            ? chosen.Select((found, i) => found.ReverseScore * pieces[i]).Sum() / pieces.Sum()
            : null;
    }

    // Each segment attends to itself alone: blocks along the diagonal.
    private IReadOnlyList<float[]> JoinAttention(TranslationHypothesis[] chosen)
    {
        var width = _segments.Sum(segment => segment.Source.Pieces.Count + 1);
        var rows = new List<float[]>();
        var column = 0;
        for (var i = 0; i < chosen.Length; i++)
        {
            foreach (var weights in chosen[i].Attention)
            {
                var row = new float[width];
                weights.CopyTo(row, column);
                rows.Add(row);
            }

            column += _segments[i].Source.Pieces.Count + 1;
        }

        return rows;
    }

    private string Join(Func<Segment, string> textOf)
    {
        var text = new StringBuilder();
        var afterSegment = false;
        foreach (var part in parts)
        {
            var next = part.Segment is null ? part.Gap : textOf(part.Segment);
            if (afterSegment && part.Segment is not null && next.Length > 0 && NeedsSpace(text))
                text.Append(' ');
            text.Append(next);
            afterSegment = part.Segment is not null;
        }

        return text.ToString();
    }

    // Sentences that stood without a space between them (as in Chinese) need one in most other scripts.
    private static bool NeedsSpace(StringBuilder text) => text.Length > 0 && text[^1] < '\u2E80' && text[^1] != ' ';

    /// <summary>Text to keep as it is, or a segment to translate.</summary>
    public readonly record struct Part(string Gap, Segment? Segment);
}
