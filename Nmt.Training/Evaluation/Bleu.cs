namespace Nmt.Training.Evaluation;

/// <summary>
/// BLEU (Papineni, Roukos, Ward and Zhu 2002), equal to sacreBLEU 2.6 to the last printed digit (Post 2018, "A Call for
/// Clarity in Reporting BLEU Scores").
/// </summary>
internal static class Bleu
{
    // Stands for log 0: exp of it is 0 whatever it is averaged with.
    private const double LogOfZero = -9999999999;

    // So many lines with a separated full stop at the end do not occur in detokenized text.
    private const int SuspiciousLines = 100;

    /// <summary>The score of a whole text.</summary>
    /// <param name="hypotheses">One translation a line; at least one.</param>
    /// <param name="references">
    /// One list for each reference text, each as long as <paramref name="hypotheses"/>. A null line is no reference;
    /// every line needs one at least.
    /// </param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The lists do not fit together.</exception>
    public static BleuScore Corpus(
        IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> references, BleuOptions? options = null)
    {
        Check(hypotheses, references);
        options ??= BleuOptions.Default;
        var counter = new NgramCounter(options);
        var sum = new BleuStatistics();
        var counts = new HashSet<int>();
        for (var line = 0; line < hypotheses.Count; line++)
        {
            var present = Present(references, line);
            counts.Add(present.Count);
            sum.Add(counter.Count(hypotheses[line], present));
        }

        return Score(sum, Signature(options, counts.Count == 1 ? counts.Single() : null));
    }

    /// <summary>The score of one line. <see cref="BleuOptions.EffectiveOrder"/> is recommended for it.</summary>
    public static BleuScore Sentence(string hypothesis, IReadOnlyList<string> references, BleuOptions? options = null) =>
        Corpus([hypothesis], [.. references.Select(reference => new[] { reference })], options);

    /// <param name="options">Null for the defaults.</param>
    /// <param name="references">The number of references of each line; null where it varies.</param>
    public static BleuSignature Signature(BleuOptions? options = null, int? references = 1) =>
        new(references, options ?? BleuOptions.Default);

    /// <summary>Whether the lines seem to be cut into tokens already, which lowers the score.</summary>
    public static bool LooksTokenized(IReadOnlyList<string> hypotheses) =>
        hypotheses.Count(line => line.EndsWith(" .", StringComparison.Ordinal)) >= SuspiciousLines;

    /// <summary>The score from summed statistics: brevity penalty times the geometric mean of the precisions.</summary>
    public static BleuScore Score(BleuStatistics statistics, BleuSignature signature)
    {
        var options = signature.Options;
        double[] correct = [.. statistics.Correct];
        double[] total = [.. statistics.Total];
        var precisions = new double[BleuStatistics.MaxOrder];
        var penalty = BrevityPenalty(statistics);
        var score = 0.0;
        if (correct.Any(count => count > 0)) // without any match the score is 0 and nothing is smoothed
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

    private static List<string> Present(IReadOnlyList<IReadOnlyList<string?>> references, int line)
    {
        var present = new List<string>(references.Count);
        foreach (var reference in references)
        {
            if (reference[line] is { } text)
                present.Add(text);
        }

        if (present.Count == 0)
            throw new ArgumentException($"Line {line + 1} has no reference.", nameof(references));
        return present;
    }

    private static void Check(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> references)
    {
        if (hypotheses.Count == 0)
            throw new ArgumentException("There are no hypotheses.", nameof(hypotheses));
        if (references.Count == 0)
            throw new ArgumentException("There are no references.", nameof(references));
        if (references.FirstOrDefault(reference => reference.Count != hypotheses.Count) is { } unequal)
        {
            throw new ArgumentException(
                $"There are {hypotheses.Count} hypotheses, but a reference text has {unequal.Count} lines.", nameof(references));
        }
    }
}
