using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Translations made by hand: a piece is a word, attention runs along the diagonal.</summary>
internal static class Translations
{
    public const string End = "</s>";

    public static Translation Of(string source, params string[] texts) => Create(source, texts, attention: true);

    public static Translation WithoutAttention(string source, params string[] texts) => Create(source, texts, attention: false);

    public static string[] Pieces(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Select((word, index) => index == 0 ? word : " " + word), End];
    }

    /// <summary>A given translation under a model that gives every piece the same probability, and names made-up runners-up.</summary>
    public static ForcedTranslation Forced(string source, string target, int runnersUp)
    {
        string[] columns = Pieces(source);
        string[] pieces = Pieces(target);
        return new ForcedTranslation
        {
            Source = source,
            Target = target,
            SourcePieces = columns,
            Pieces = pieces,
            PieceLogProbabilities = [.. pieces.Select(_ => -0.5f)],
            Uncertainty = [.. pieces.Select(_ => new PieceUncertainty(0.9f, 1.2f))],
            RunnersUp =
            [
                .. pieces.Select(_ => Enumerable.Range(1, runnersUp)
                    .Select(rank => new RankedPiece($" other{rank}", -1.2f * rank))
                    .ToArray()),
            ],
            Attention = [.. pieces.Select((_, row) => Row(row, pieces.Length, columns.Length))],
        };
    }

    /// <summary>The trace of a search that saw these texts, one piece a word; the pieces of the k-th have a log-probability of -0.2 k.</summary>
    public static SegmentTrace Trace(string source, params string[] texts)
    {
        var nodes = new List<TraceNode>();
        var shown = new List<string>();
        var byPath = new Dictionary<string, int>();
        for (int rank = 0; rank < texts.Length; rank++)
        {
            (string path, int parent, int step) = ("", -1, 0);
            foreach (string piece in Pieces(texts[rank]))
            {
                path += piece;
                if (!byPath.TryGetValue(path, out int id))
                {
                    id = byPath[path] = nodes.Count;
                    double log = -0.2 * (rank + 1);
                    double sum = log + (parent < 0 ? 0 : nodes[parent].Sum);
                    nodes.Add(new TraceNode(id, parent, step, piece == End ? 2 : 100 + id, log, sum, sum, NodeFate.Extended));
                    shown.Add(step == 0 && piece != End ? " " + piece : piece);
                }

                (parent, step) = (id, step + 1);
            }
        }

        return new SegmentTrace(Pieces(source), new SearchTrace(nodes, Complete: true), shown);
    }

    private static Translation Create(string source, string[] texts, bool attention)
    {
        string[] sources = source.Length == 0 ? [] : Pieces(source);
        TranslationHypothesis[] hypotheses =
            [.. texts.Select((text, rank) => Hypothesis(text, sources.Length, -0.2 * (rank + 1), attention))];
        return new Translation
        {
            Source = source,
            Text = hypotheses[0].Text,
            Score = hypotheses[0].Score,
            Hypotheses = hypotheses,
            SourcePieces = sources,
            SourceIds = Ids(sources),
            Truncated = false,
            Segments = 1,
        };
    }

    private static TranslationHypothesis Hypothesis(string text, int columns, double score, bool attention)
    {
        string[] pieces = Pieces(text);
        return new TranslationHypothesis
        {
            Text = text,
            Score = score,
            LogProbability = score * pieces.Length,
            Pieces = pieces,
            Ids = Ids(pieces),
            PieceLogProbabilities = [.. pieces.Select(_ => (float)score)],
            Attention = attention ? [.. pieces.Select((_, row) => Row(row, pieces.Length, columns))] : [],
        };
    }

    // Any numbers serve, but the end has its own.
    private static int[] Ids(string[] pieces) =>
        [.. pieces.SkipLast(1).Select((_, index) => index + 10), .. pieces.Length == 0 ? Array.Empty<int>() : [SpecialTokens.Eos]];

    private static float[] Row(int row, int rows, int columns)
    {
        int centre = rows <= 1 ? 0 : (int)Math.Round((double)row * (columns - 1) / (rows - 1));
        double[] raw = [.. Enumerable.Range(0, columns).Select(column => Math.Exp(-1.2 * Math.Abs(column - centre)))];
        double sum = raw.Sum();
        return [.. raw.Select(weight => (float)(weight / sum))];
    }
}
