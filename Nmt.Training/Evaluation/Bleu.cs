namespace Nmt.Training.Evaluation;

/// <summary>
/// BLEU (Papineni, Roukos, Ward and Zhu 2002), equal to sacreBLEU 2.6 to the last printed digit (Post 2018, "A Call for
/// Clarity in Reporting BLEU Scores").
/// </summary>
internal sealed class Bleu(BleuOptions options) : IMetric
{
    // Stands for log 0: exp of it is 0 whatever it is averaged with.
    private const double LogOfZero = -9999999999;

    // So many lines with a separated full stop at the end do not occur in detokenized text.
    private const int SuspiciousLines = 100;

    private readonly NgramCounter _counter = new(options);

    public string Name => "BLEU";

    public IReadOnlyList<SignatureField> Settings =>
    [
        new("case", "c", options.Lowercase ? "lc" : "mixed"),
        new("eff", "e", SignatureField.YesNo(options.EffectiveOrder)),
        new("tok", "tok", options.Tokenizer.Name),
        new("smooth", "s", options.Smoothing.ToString()),
    ];

    public int Width => BleuStatistics.Width;

    /// <summary>The score of a whole text; see <see cref="CorpusStatistics.Of"/>.</summary>
    /// <exception cref="ArgumentException">The lists do not fit together.</exception>
    public static BleuScore Corpus(
        IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> references, BleuOptions? options = null)
    {
        options ??= BleuOptions.Default;
        var statistics = CorpusStatistics.Of(new Bleu(options), hypotheses, references);
        return Compute(new BleuStatistics(statistics.Sum()), options, statistics.Signature);
    }

    /// <summary>The score of one line. <see cref="BleuOptions.EffectiveOrder"/> is recommended for it.</summary>
    public static BleuScore Sentence(string hypothesis, IReadOnlyList<string> references, BleuOptions? options = null) =>
        Corpus([hypothesis], [.. references.Select(reference => new[] { reference })], options);

    /// <summary>Whether the lines seem to be cut into tokens already, which lowers the score.</summary>
    public static bool LooksTokenized(IReadOnlyList<string> hypotheses) =>
        hypotheses.Count(line => line.EndsWith(" .", StringComparison.Ordinal)) >= SuspiciousLines;

    public void Count(string hypothesis, IReadOnlyList<string> references, Span<double> statistics) =>
        _counter.Count(hypothesis, references).CopyTo(statistics);

    public double Score(ReadOnlySpan<double> statistics) => Compute(statistics).Score;

    public string Verbose(ReadOnlySpan<double> statistics) => Compute(statistics).Verbose;

    private BleuScore Compute(ReadOnlySpan<double> statistics) =>
        Compute(new BleuStatistics(statistics), options, new ScoreSignature(null, []));

    /// <summary>The score from summed statistics: brevity penalty times the geometric mean of the precisions.</summary>
    private static BleuScore Compute(BleuStatistics statistics, BleuOptions options, ScoreSignature signature)
    {
        double[] correct = [.. statistics.Correct];
        double[] total = [.. statistics.Total];
        var precisions = new double[BleuStatistics.MaxOrder];
        var penalty = BrevityPenalty(statistics);
        var score = 0.0;
        if (correct.AsSpan().ContainsAnyExcept(0.0)) // without any match the score is 0 and nothing is smoothed
        {
            var orders = Smooth(correct, total, precisions, options.Smoothing);
            if (!options.EffectiveOrder)
                orders = precisions.Length;
            score = penalty * Math.Exp(precisions.Take(orders).Sum(Log) / orders);
        }

        return new BleuScore
        {
            Score = score,
            Signature = signature,
            Counts = correct,
            Totals = total,
            Precisions = precisions,
            BrevityPenalty = penalty,
            HypothesisLength = statistics.HypothesisLength,
            ReferenceLength = statistics.ReferenceLength,
        };
    }

    /// <summary>Fills the precisions; returns how many orders the hypotheses are long enough for.</summary>
    private static int Smooth(double[] correct, double[] total, double[] precisions, Smoothing smoothing)
    {
        var halvings = 1.0;
        for (var i = 0; i < precisions.Length; i++)
        {
            if (smoothing.Method == SmoothMethod.AddK && i > 0)
            {
                correct[i] += smoothing.Value;
                total[i] += smoothing.Value;
            }

            if (total[i] == 0)
                return i;
            if (correct[i] == 0 && smoothing.Method == SmoothMethod.Exp)
                halvings *= 2;
            precisions[i] = (correct[i], smoothing.Method) switch
            {
                (0, SmoothMethod.Exp) => 100 / (halvings * total[i]),
                (0, SmoothMethod.Floor) => 100 * smoothing.Value / total[i],
                _ => 100 * correct[i] / total[i],
            };
        }

        return precisions.Length;
    }

    private static double BrevityPenalty(BleuStatistics statistics)
    {
        var (hypothesis, reference) = (statistics.HypothesisLength, statistics.ReferenceLength);
        if (hypothesis >= reference)
            return 1;
        return hypothesis == 0 ? 0 : Math.Exp(1 - ((double)reference / hypothesis));
    }

    private static double Log(double value) => value == 0 ? LogOfZero : Math.Log(value);
}
