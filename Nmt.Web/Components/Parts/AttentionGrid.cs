using System.Text;
using Nmt.Model;
using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>
/// The attention of one sentence, ready to draw: a row for each target piece or word, a column for each source piece or
/// word.
/// </summary>
public sealed record AttentionGrid
{
    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary><c>[Targets][Sources]</c>, between 0 and 1; each row sums to 1.</summary>
    public required IReadOnlyList<float[]> Weights { get; init; }

    /// <summary>The column with the row's largest weight.</summary>
    public int Strongest(int row) => Weights[row].AsSpan().IndexOf(Weights[row].Max());

    /// <summary>One grid for each sentence that was translated by itself, in order; empty where attention was not kept.</summary>
    public static IReadOnlyList<AttentionGrid> Sentences(Translation translation, TranslationHypothesis hypothesis)
    {
        Range[] columns = Split(translation.SourcePieces);
        Range[] rows = Split(hypothesis.Pieces);
        if (hypothesis.Attention.Count != hypothesis.Pieces.Count || columns.Length != rows.Length)
        {
            return [];
        }

        return
        [
            .. rows.Zip(columns, (row, column) => new AttentionGrid
            {
                Sources = [.. translation.SourcePieces.Take(column)],
                Targets = [.. hypothesis.Pieces.Take(row)],
                Weights = [.. hypothesis.Attention.Take(row).Select(weights => weights[column])],
            }),
        ];
    }

    /// <summary>
    /// Pieces joined to words. What looks at a word looks at all of its pieces, so columns add up; what a word looks at
    /// is the mean over its pieces, so rows still sum to 1.
    /// </summary>
    public AttentionGrid ToWords()
    {
        Range[] columns = Words(Sources);
        Range[] rows = Words(Targets);
        return new AttentionGrid
        {
            Sources = [.. columns.Select(range => string.Concat(Sources.Take(range)))],
            Targets = [.. rows.Select(range => string.Concat(Targets.Take(range)))],
            Weights = [.. rows.Select(row => Mean([.. Weights.Take(row)], columns))],
        };
    }

    private static float[] Mean(float[][] rows, Range[] columns) =>
        [.. columns.Select(column => rows.Average(row => row[column].Sum()))];

    /// <summary>Each sentence ends with its end-of-sentence piece.</summary>
    private static Range[] Split(IReadOnlyList<string> pieces)
    {
        string end = SpecialTokens.Names[SpecialTokens.Eos];
        return Ranges(pieces.Count, index => pieces[index - 1] == end);
    }

    private static Range[] Words(IReadOnlyList<string> pieces) =>
        Ranges(pieces.Count, index => BeginsWord(pieces[index - 1], pieces[index]));

    private static Range[] Ranges(int count, Func<int, bool> beginsAt)
    {
        int[] starts = [.. Enumerable.Range(0, count).Where(index => index == 0 || beginsAt(index)), count];
        return [.. starts.Zip(starts.Skip(1), (start, end) => start..end)];
    }

    /// <summary>A space begins a word, and so does the change between letters and punctuation. An empty piece is the rest of a character.</summary>
    private static bool BeginsWord(string before, string piece) =>
        piece.Length > 0
        && (char.IsWhiteSpace(piece[0]) || IsMark(before) || IsMark(piece) || piece == SpecialTokens.Names[SpecialTokens.Eos]);

    private static bool IsMark(string piece)
    {
        string text = piece.Trim();
        return text.Length > 0
            && text.EnumerateRunes().All(rune => Rune.IsPunctuation(rune) && rune.Value is not ('\'' or '’' or '-'));
    }
}
