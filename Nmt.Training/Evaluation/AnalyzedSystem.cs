namespace Nmt.Training.Evaluation;

/// <summary>One system's translations and what the metrics counted in them.</summary>
internal sealed class AnalyzedSystem
{
    private readonly CorpusStatistics _bleuOfLines;

    /// <param name="text">The translations.</param>
    /// <param name="references">One text for each reference.</param>
    /// <param name="bleu">How BLEU is computed.</param>
    /// <param name="chrf">How chrF is computed.</param>
    public AnalyzedSystem(
        EvaluationText text, IReadOnlyList<IReadOnlyList<string>> references, BleuOptions bleu, ChrfOptions chrf)
    {
        Text = text;
        Bleu = CorpusStatistics.Of(new Bleu(bleu), text.Lines, references);
        Chrf = CorpusStatistics.Of(new Chrf(chrf), text.Lines, references);
        _bleuOfLines = CorpusStatistics.Of(new Bleu(bleu with { EffectiveOrder = true }), text.Lines, references);
    }

    public EvaluationText Text { get; }

    public CorpusStatistics Bleu { get; }

    public CorpusStatistics Chrf { get; }

    public double LengthRatio
    {
        get
        {
            var statistics = new BleuStatistics(Bleu.Sum());
            return statistics.ReferenceLength == 0 ? 0 : (double)statistics.HypothesisLength / statistics.ReferenceLength;
        }
    }

    public double BleuOf(int line) => _bleuOfLines.ScoreOf(line).Score;

    public double ChrfOf(int line) => Chrf.ScoreOf(line).Score;

    /// <summary>Words of one line for each word of the nearest reference; 1 where both have none.</summary>
    public double LengthRatioOf(int line)
    {
        var statistics = new BleuStatistics(Bleu[line]);
        if (statistics.ReferenceLength == 0)
            return statistics.HypothesisLength == 0 ? 1 : double.PositiveInfinity;
        return (double)statistics.HypothesisLength / statistics.ReferenceLength;
    }
}
