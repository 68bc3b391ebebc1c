namespace Nmt.Training.Corpus;

/// <summary>
/// Finds where two sides stop being translations of each other. Lengths of translations go together (Gale and Church
/// 1993); once a line is lost, each line stands beside a stranger and they no longer do, until a line is lost on the
/// other side too.
/// <para>
/// Windows of lines are judged by the rank correlation of the lengths and by the spread of their log ratios, which
/// neither single odd pairs nor a corpus in order of length upsets; the ends of a stretch are then found to the line by
/// the likelihood of its ratios.
/// </para>
/// </summary>
internal static class AlignmentCheck
{
    private const int Window = 100;

    // Two windows of a corpus in good order hardly ever fall below the one or beyond the other (rank correlations of 100
    // unrelated lengths lie within ±0.2 nineteen times in twenty, those of translations are 0.7 to 0.95).
    private const double LowCorrelation = 0.3;
    private const double WideSpread = 1.6;

    private const int LargestShift = 50;
    private const double ClearCorrelation = 0.6;

    /// <param name="sourceLengths">Of each line, in characters; 0 where a side is blank.</param>
    /// <param name="targetLengths">Of the same lines.</param>
    /// <returns>Stretches in order, without overlap; none for a corpus of fewer than 400 lines.</returns>
    public static IReadOnlyList<MisalignedStretch> Find(ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> targetLengths)
    {
        int windows = sourceLengths.Length / Window;
        if (windows < 4)
        {
            return [];
        }

        double[] source = Logs(sourceLengths);
        double[] target = Logs(targetLengths);
        var judged = new WindowScore[windows];
        for (int i = 0; i < windows; i++)
        {
            judged[i] = Score(source, target, i * Window, i == windows - 1 ? source.Length : (i + 1) * Window);
        }

        bool[] bad = Bad(judged, source, target);
        return Stretches(bad, judged, source, target);
    }

    private static double[] Logs(ReadOnlySpan<int> lengths)
    {
        var logs = new double[lengths.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(lengths[i] + 1);
        }

        return logs;
    }

    private static WindowScore Score(double[] source, double[] target, int from, int to)
    {
        double[] ratios = [.. Enumerable.Range(from, to - from).Select(i => target[i] - source[i])];
        double middle = Median(ratios);
        double spread = Median([.. ratios.Select(ratio => Math.Abs(ratio - middle))]);
        return new WindowScore(from, to, RankCorrelation(source.AsSpan(from, to - from), target.AsSpan(from, to - from)), spread);
    }

    private static bool[] Bad(WindowScore[] windows, double[] source, double[] target)
    {
        double goodSpread = windows.Select(window => window.Spread).Order().ElementAt(windows.Length / 10);
        double goodCorrelation = windows.Select(window => window.Correlation).OrderDescending().ElementAt(windows.Length / 10);
        if (goodCorrelation < LowCorrelation)
        {
            // Nowhere do they go together: either nothing is aligned, or the lines are in order of length.
            bool nowhere = RankCorrelation(source, target) < LowCorrelation;
            return [.. windows.Select(_ => nowhere)];
        }

        return [.. windows.Select(window => window.Correlation < LowCorrelation && window.Spread > WideSpread * goodSpread)];
    }

    private static List<MisalignedStretch> Stretches(bool[] bad, WindowScore[] windows, double[] source, double[] target)
    {
        var ratios = new RatioModel(bad, windows, source, target);
        var stretches = new List<MisalignedStretch>();
        for (int first = 0; first < bad.Length; first++)
        {
            int behind = first;
            while (behind < bad.Length && bad[behind])
            {
                behind++;
            }

            // One window alone may be a list or a poem.
            if (behind - first >= 2)
            {
                int from = first == 0 ? 0 : ratios.Change(windows[first - 1].From, windows[first].To, stopsFitting: true);
                int to = behind == bad.Length ? source.Length : ratios.Change(windows[behind - 1].From, windows[behind].To, stopsFitting: false);
                stretches.Add(Describe(from, to, source, target));
            }

            first = Math.Max(first, behind - 1);
        }

        return stretches;
    }

    private static MisalignedStretch Describe(int from, int to, double[] source, double[] target)
    {
        int length = to - from;
        double correlation = RankCorrelation(source.AsSpan(from, length), target.AsSpan(from, length));
        int shift = 0;
        double best = ClearCorrelation;
        for (int tried = -LargestShift; tried <= LargestShift; tried++)
        {
            int overlap = length - Math.Abs(tried);
            if (tried == 0 || overlap < Window)
            {
                continue;
            }

            double found = Correlation(
                source.AsSpan(from + Math.Max(0, -tried), overlap), target.AsSpan(from + Math.Max(0, tried), overlap));
            (best, shift) = found > best ? (found, tried) : (best, shift);
        }

        return new MisalignedStretch(from, to, correlation, shift);
    }

    private static double RankCorrelation(ReadOnlySpan<double> one, ReadOnlySpan<double> other) => Correlation(Ranks(one), Ranks(other));

    private static double Correlation(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double meanOne = Mean(one);
        double meanOther = Mean(other);
        double product = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int i = 0; i < one.Length; i++)
        {
            double x = one[i] - meanOne;
            double y = other[i] - meanOther;
            product += x * y;
            squaresOne += x * x;
            squaresOther += y * y;
        }

        // Lines of one length say nothing against each other.
        return squaresOne == 0 || squaresOther == 0 ? 1 : product / Math.Sqrt(squaresOne * squaresOther);
    }

    /// <summary>Ranks from 1; equal values share the mean of theirs.</summary>
    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int i = 0; i < sorted.Length;)
        {
            int behind = i + 1;
            while (behind < sorted.Length && sorted[behind] == sorted[i])
            {
                behind++;
            }

            for (int j = i; j < behind; j++)
            {
                ranks[order[j]] = (i + behind + 1) / 2.0;
            }

            i = behind;
        }

        return ranks;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private readonly record struct WindowScore(int From, int To, double Correlation, double Spread);

    /// <summary>
    /// Log ratios of lengths as two Laplace distributions around one middle, narrow where lines fit and wide where they
    /// do not; the tails of a Laplace forgive the odd pairs of a noisy corpus.
    /// </summary>
    private sealed class RatioModel
    {
        private readonly double[] _source;
        private readonly double[] _target;
        private readonly double _middle;
        private readonly double _narrow;
        private readonly double _wide;

        public RatioModel(bool[] bad, WindowScore[] windows, double[] source, double[] target)
        {
            (_source, _target) = (source, target);
            double[] good = [.. Ratios(bad, windows, wanted: false)];
            _middle = good.Length == 0 ? 0 : Median(good);
            _narrow = Scale(good);
            _wide = Math.Max(Scale([.. Ratios(bad, windows, wanted: true)]), 1.2 * _narrow);
        }

        /// <summary>The line in [from, to) at which ratios most likely stop, or begin, to fit.</summary>
        public int Change(int from, int to, bool stopsFitting)
        {
            double sum = 0;
            double best = double.NegativeInfinity;
            int change = from;
            for (int i = to - 1; i >= from; i--)
            {
                double deviation = Math.Abs(_target[i] - _source[i] - _middle);
                double forWide = Math.Log(_narrow / _wide) + (deviation / _narrow) - (deviation / _wide);
                sum += stopsFitting ? forWide : -forWide;
                (best, change) = sum > best ? (sum, i) : (best, change);
            }

            return change;
        }

        private double Scale(double[] ratios) =>
            Math.Max(ratios.Length == 0 ? 0 : ratios.Average(ratio => Math.Abs(ratio - _middle)), 0.01);

        private IEnumerable<double> Ratios(bool[] bad, WindowScore[] windows, bool wanted) =>
            windows.Where((_, i) => bad[i] == wanted)
                .SelectMany(window => Enumerable.Range(window.From, window.To - window.From))
                .Select(i => _target[i] - _source[i]);
    }
}

/// <summary>Lines that are no translations of each other.</summary>
/// <param name="From">The first line, from 0.</param>
/// <param name="To">Behind the last line.</param>
/// <param name="Correlation">Rank correlation of the sides' lengths.</param>
/// <param name="Shift">Where not 0: source line n goes with target line n + shift.</param>
internal sealed record MisalignedStretch(int From, int To, double Correlation, int Shift);
