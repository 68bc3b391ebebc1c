namespace Nmt.Training.Evaluation;

/// <summary>What a metric counted in each line of a text.</summary>
internal sealed class CorpusStatistics
{
    private readonly IMetric _metric;
    private readonly double[] _numbers; // [lines * width]

    private CorpusStatistics(IMetric metric, double[] numbers, int? references)
    {
        _metric = metric;
        _numbers = numbers;
        Signature = new ScoreSignature(references, metric.Settings);
    }

    public int Lines => _numbers.Length / _metric.Width;

    public IMetric Metric => _metric;

    public ScoreSignature Signature { get; }

    /// <summary>The numbers of one line.</summary>
    public ReadOnlySpan<double> this[int line] => _numbers.AsSpan(line * _metric.Width, _metric.Width);

    /// <param name="metric">Counts.</param>
    /// <param name="hypotheses">One translation a line; at least one.</param>
    /// <param name="references">
    /// One list for each reference text, each as long as <paramref name="hypotheses"/>. A null line is no reference;
    /// every line needs one at least.
    /// </param>
    /// <exception cref="ArgumentException">The lists do not fit together.</exception>
    public static CorpusStatistics Of(
        IMetric metric, IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> references)
    {
        Check(hypotheses, references);
        var numbers = new double[hypotheses.Count * metric.Width];
        var counts = new HashSet<int>();
        for (var line = 0; line < hypotheses.Count; line++)
        {
            var present = Present(references, line);
            counts.Add(present.Count);
            metric.Count(hypotheses[line], present, numbers.AsSpan(line * metric.Width, metric.Width));
        }

        return new CorpusStatistics(metric, numbers, counts.Count == 1 ? counts.Single() : null);
    }

    public double[] Sum() => Sum(Enumerable.Range(0, Lines));

    /// <summary>The sums over some of the lines.</summary>
    public double[] Sum(IEnumerable<int> lines)
    {
        var sum = new double[_metric.Width];
        foreach (var line in lines)
        {
            var numbers = this[line];
            for (var i = 0; i < sum.Length; i++)
                sum[i] += numbers[i];
        }

        return sum;
    }

    public MetricScore Score()
    {
        var sum = Sum();
        return new MetricScore(_metric.Name, _metric.Score(sum), Signature, _metric.Verbose(sum));
    }

    /// <summary>The score of one line by itself.</summary>
    public MetricScore ScoreOf(int line) =>
        new(_metric.Name, _metric.Score(this[line]), Signature, _metric.Verbose(this[line]));

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
