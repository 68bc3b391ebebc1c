using System.Globalization;
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

    /// <summary><c>[Targets][Sources]</c>, between 0 and 1; each row sums to 1, less what rests on the <see cref="Translation.SourceTag"/>.</summary>
    public required IReadOnlyList<float[]> Weights { get; init; }

    /// <summary>The pieces that each row begins with, as their places in the sentence; null where rows are pieces.</summary>
    public IReadOnlyList<int>? RowStarts { get; init; }

    /// <summary>The pieces under each column; null where columns are pieces.</summary>
    public IReadOnlyList<Range>? ColumnPieces { get; init; }

    /// <summary>The grid of pieces that a grid of words was made of.</summary>
    public AttentionGrid? Pieces { get; init; }

    public int Cells => Targets.Count * Sources.Count;

    /// <summary>The step and the source piece that a cell stands for: of words, the row's first piece, and of the column's pieces the one that it looked at most.</summary>
    public (int Step, int SourcePosition) PlaceOf(Cell cell)
    {
        if (Pieces is null || RowStarts is null || ColumnPieces is null)
        {
            return (cell.Row, cell.Column);
        }

        int step = RowStarts[cell.Row];
        (int start, int length) = ColumnPieces[cell.Column].GetOffsetAndLength(Pieces.Sources.Count);
        Span<float> looked = Pieces.Weights[step].AsSpan(start, length);
        float most = looked.ToArray().Max();
        return (step, start + looked.IndexOf(most));
    }

    /// <summary>True where the grid has such a cell.</summary>
    public bool Has(Cell cell) =>
        cell is { Row: >= 0, Column: >= 0 } && cell.Row < Targets.Count && cell.Column < Sources.Count;

    /// <summary>In words, for a reader who points at the cell.</summary>
    public string Describe(int row, int column) => string.Create(
        CultureInfo.InvariantCulture,
        $"“{PieceLabel.Of(Targets[row])}” looks at “{PieceLabel.Of(Sources[column])}”: {Weights[row][column]:0.00}");

    /// <summary>A line for each row, a field for each column.</summary>
    public string ToCsv() => Csv.Write(
        Weights.Select((weights, row) => weights.Cast<object?>().Prepend(PieceLabel.Of(Targets[row])))
            .Prepend(Sources.Select(PieceLabel.Of).Cast<object?>().Prepend("target")));

    /// <summary>The column with the row's largest weight.</summary>
    public int Strongest(int row) => Weights[row].AsSpan().IndexOf(Weights[row].Max());

    /// <summary>One grid for each sentence that was translated by itself, in order; empty where attention was not kept.</summary>
    public static IReadOnlyList<AttentionGrid> Sentences(Translation translation, TranslationHypothesis hypothesis)
    {
        Range[] columns = SentenceParts.Split(translation.SourcePieces);
        Range[] rows = SentenceParts.Split(hypothesis.Pieces);
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
    /// is the mean over its pieces, so rows still have their sums.
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
            RowStarts = [.. rows.Select(row => row.Start.Value)],
            ColumnPieces = columns,
            Pieces = this,
        };
    }

    private static float[] Mean(float[][] rows, Range[] columns) =>
        [.. columns.Select(column => rows.Average(row => row[column].Sum()))];

    /// <summary>The pieces that each word is made of.</summary>
    internal static Range[] Words(IReadOnlyList<string> pieces) =>
        SentenceParts.Ranges(pieces.Count, index => BeginsWord(pieces[index - 1], pieces[index]));

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
