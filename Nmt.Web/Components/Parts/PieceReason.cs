using System.Globalization;
using Nmt.Web.Components.Pages;

namespace Nmt.Web.Components.Parts;

/// <summary>Why a piece stands where it stands, in plain words and with the figures that say so.</summary>
internal static class PieceReason
{
    private const float WorthNaming = 0.1f;
    private const int NamedSources = 3;

    /// <summary>One sentence a reason, what the reader asked for first.</summary>
    /// <param name="sheet">The sentence.</param>
    /// <param name="place">The piece in it.</param>
    /// <param name="sentence">The sentence's place in the text.</param>
    /// <param name="change">What the reader asked of the search.</param>
    public static IReadOnlyList<string> Of(ScoreSheet sheet, int place, int sentence, SearchChange change) =>
    [
        .. Demands(sheet, place, sentence, change),
        .. Word(sheet, place),
        .. Looks(sheet, sheet.Pieces[place]),
        Likelihood(sheet.Pieces[place], IsGiven(sheet, place, sentence, change)),
        Doubt(sheet.Pieces[place]),
    ];

    private static IEnumerable<string> Demands(ScoreSheet sheet, int place, int sentence, SearchChange change)
    {
        if (IsGiven(sheet, place, sentence, change))
        {
            yield return $"You asked for it: the translation had to begin with “{change.Prefix!.Trim()}”.";
        }

        foreach (int position in change.Attention.Where(look => look.Segment == sentence && look.Step == place)
            .Select(look => look.SourcePosition).Where(position => position < sheet.Sources.Count))
        {
            yield return $"You held the attention on “{PieceLabel.Of(sheet.Sources[position])}” at this step.";
        }

        if (change.Clamps.Count > 0)
        {
            yield return "You changed what the memory holds, and every word feels that.";
        }
    }

    // The piece lies in the prefix where what stands before it does not yet say all of it.
    private static bool IsGiven(ScoreSheet sheet, int place, int sentence, SearchChange change) =>
        sentence == change.Sentence
        && change.Prefix is { } prefix
        && BranchText.Of(sheet.Pieces.Take(place).Select(piece => piece.Text)).Length < prefix.Trim().Length;

    private static IEnumerable<string> Word(ScoreSheet sheet, int place)
    {
        Range word = AttentionGrid.Words([.. sheet.Pieces.Select(piece => piece.Text)])
            .First(range => place >= range.Start.Value && place < range.End.Value);
        if (word.End.Value - word.Start.Value > 1)
        {
            yield return $"It is a part of the word “{string.Concat(sheet.Pieces.Take(word).Select(piece => piece.Text)).Trim()}”, which is written in {word.End.Value - word.Start.Value} pieces.";
        }
    }

    private static IEnumerable<string> Looks(ScoreSheet sheet, PieceScore piece)
    {
        if (piece.Attention.Count != sheet.Sources.Count)
        {
            yield break;
        }

        (string Word, float Share)[] looked =
        [
            .. sheet.SourceWords()
                .Select(word => (
                    Word: PieceLabel.Of(string.Concat(sheet.Sources.Take(word))),
                    Share: piece.Attention.Take(word).Sum()))
                .OrderByDescending(word => word.Share)
                .Where((word, rank) => rank == 0 || word.Share >= WorthNaming)
                .Take(NamedSources),
        ];
        yield return $"It looked mostly at {string.Join(", then at ", looked.Select(word => $"“{word.Word}” ({Percent(word.Share)})"))}.";
    }

    private static string Likelihood(PieceScore piece, bool given)
    {
        string own = $"The model gave it {Percent(piece.Probability)}";
        if (piece.RunnersUp.Count == 0)
        {
            return own + ".";
        }

        string other = $"“{PieceLabel.Of(piece.RunnersUp[0].Text)}” ({Percent(Math.Exp(piece.RunnersUp[0].LogProbability))})";
        double margin = piece.Uncertainty.Margin;
        return margin >= 0
            ? $"{own}; the next best was {other}, {Times(margin)} less likely."
            : $"{own}; {other} was {Times(-margin)} likelier{(given ? "." : ", but the sentence as a whole came out better this way.")}";
    }

    private static string Doubt(PieceScore piece) => string.Create(
        CultureInfo.InvariantCulture,
        $"Its entropy is {piece.Entropy:0.00} bits: as much doubt as between {Math.Exp(piece.Uncertainty.Entropy):0.0} equally likely pieces.");

    private static string Times(double margin) => string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(Math.Min(margin, 20)):0.#} times");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
