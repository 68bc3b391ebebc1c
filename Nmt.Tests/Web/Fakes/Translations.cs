using Nmt.Model;

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

    private static Translation Create(string source, string[] texts, bool attention)
    {
        string[] sources = Pieces(source);
        TranslationHypothesis[] hypotheses =
            [.. texts.Select((text, rank) => Hypothesis(text, sources.Length, -0.2 * (rank + 1), attention))];
        return new Translation
        {
            Source = source,
            Text = hypotheses[0].Text,
            Score = hypotheses[0].Score,
            Hypotheses = hypotheses,
            SourcePieces = sources,
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
            PieceLogProbabilities = [.. pieces.Select(_ => (float)score)],
            Attention = attention ? [.. pieces.Select((_, row) => Row(row, pieces.Length, columns))] : [],
        };
    }

    private static float[] Row(int row, int rows, int columns)
    {
        int centre = rows <= 1 ? 0 : (int)Math.Round((double)row * (columns - 1) / (rows - 1));
        double[] raw = [.. Enumerable.Range(0, columns).Select(column => Math.Exp(-1.2 * Math.Abs(column - centre)))];
        double sum = raw.Sum();
        return [.. raw.Select(weight => (float)(weight / sum))];
    }
}
