using Nmt.Model;

namespace Nmt.Web.Components.Parts;

/// <summary>Finds the words of a translation, how sure the model was of each, and what they look at.</summary>
internal sealed class TargetWords
{
    // A word that spreads its attention over the whole sentence comes from no word.
    private const double LeastShare = 0.15;

    // Beside the strongest, words with at least half of its share.
    private const double NearStrongest = 0.5;

    private readonly TranslationHypothesis _hypothesis;
    private readonly IReadOnlyList<SourceWord[]> _sources;

    private TargetWords(Translation translation, TranslationHypothesis hypothesis)
    {
        _hypothesis = hypothesis;
        _sources = hypothesis.Attention.Count == hypothesis.Pieces.Count ? SourceWords(translation) : [];
    }

    /// <summary>
    /// In the order of the text. Empty where the text cannot be told word by word: a model may write what its pieces do
    /// not spell alone, such as two spaces.
    /// </summary>
    public static IReadOnlyList<TargetWord> Of(Translation translation, TranslationHypothesis hypothesis) =>
        hypothesis.Pieces.Count == hypothesis.PieceLogProbabilities.Count
            ? new TargetWords(translation, hypothesis).Find()
            : [];

    private List<TargetWord> Find()
    {
        var words = new List<TargetWord>();
        IReadOnlyList<PieceText> sentences = PieceText.Sentences(_hypothesis.Pieces);
        int from = 0;
        for (int i = 0; i < sentences.Count; i++)
        {
            int at = _hypothesis.Text.IndexOf(sentences[i].Text, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return [];
            }

            words.AddRange(sentences[i].Words().Select(word => Word(sentences[i], i, word, at)));
            from = at + sentences[i].Text.Length;
        }

        return words;
    }

    private TargetWord Word(PieceText sentence, int index, (int Start, int Length) word, int offset)
    {
        IReadOnlyList<int> pieces = sentence.Covering(word.Start, word.Length);
        int weakest = pieces.MinBy(piece => _hypothesis.PieceLogProbabilities[piece]);
        double log = _hypothesis.PieceLogProbabilities[weakest];
        return new TargetWord
        {
            Place = new TextPlace(offset + word.Start, word.Length),
            Text = sentence.Text.Substring(word.Start, word.Length),
            Sentence = index,
            Before = sentence.Text[..word.Start],
            Probability = Math.Exp(log),
            RunnerUp = weakest < _hypothesis.Uncertainty.Count ? Math.Exp(log - _hypothesis.Uncertainty[weakest].Margin) : null,
            Sources = index < _sources.Count ? Looks(pieces, _sources[index]) : [],
        };
    }

    private TextPlace[] Looks(IReadOnlyList<int> rows, SourceWord[] sources)
    {
        if (sources.Length == 0)
        {
            return [];
        }

        double[] shares = [.. sources.Select(source => rows.Sum(row => source.Columns.Sum(column => (double)_hypothesis.Attention[row][column])) / rows.Count)];
        double most = shares.Max();
        return most < LeastShare
            ? []
            : [.. sources.Where((_, i) => shares[i] >= NearStrongest * most).Select(source => source.Place)];
    }

    /// <summary>By sentence. A word that the normalised text has and the reader's own text has not gets no place.</summary>
    private static List<SourceWord[]> SourceWords(Translation translation)
    {
        var found = new List<SourceWord[]>();
        int from = 0;
        foreach (PieceText sentence in PieceText.Sentences(translation.SourcePieces))
        {
            var words = new List<SourceWord>();
            foreach ((int start, int length) in sentence.Words())
            {
                int at = translation.Source.IndexOf(sentence.Text.Substring(start, length), from, StringComparison.Ordinal);
                if (at >= 0)
                {
                    words.Add(new SourceWord(new TextPlace(at, length), sentence.Covering(start, length)));
                    from = at + length;
                }
            }

            found.Add([.. words]);
        }

        return found;
    }

    /// <param name="Place">In the reader's text.</param>
    /// <param name="Columns">Its pieces, as the columns of the attention.</param>
    private sealed record SourceWord(TextPlace Place, IReadOnlyList<int> Columns);
}
