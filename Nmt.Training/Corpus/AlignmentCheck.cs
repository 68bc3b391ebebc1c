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

    // Rank correlations of 100 unrelated lengths lie within ±0.2 nineteen times in twenty; those of translations are 0.7 to
    // 0.97 (Multi30k, Tatoeba, TED, WMT), or 0.4 to 0.75 for short sentences of unlike languages (Tanaka).
    private const double LowCorrelation = 0.3;
    private const double GoodCorrelation = 0.4;

    // Against windows in good order; strangers spread 1.6 to 7 times as far in those corpora.
    private const double WideSpread = 1.2;

    private const int LargestShift = 50;
    private const double ClearCorrelation = 0.4;

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

        WindowScore[] good = [.. judged.Where(window => window.Correlation > GoodCorrelation)];
        if (good.Length < 2)
        {
            // Nowhere do they go together: either nothing is aligned, or the lines are in order of length.
            MisalignedStretch all = Describe(0, source.Length, source, target);
            return all.Correlation < LowCorrelation ? [all] : [];
        }

        return Stretches(judged, good, source, target);
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
        double middle = SampleStatistics.Median(ratios);
        double spread = SampleStatistics.Median([.. ratios.Select(ratio => Math.Abs(ratio - middle))]);
        return new WindowScore(from, to, SampleStatistics.RankCorrelation(source.AsSpan(from, to - from), target.AsSpan(from, to - from)), spread);
    }

    /// <summary>Runs of windows of which none is well correlated, and at least two and most are bad beyond doubt.</summary>
    private static List<MisalignedStretch> Stretches(WindowScore[] windows, WindowScore[] good, double[] source, double[] target)
    {
        double doubtful = (LowCorrelation + SampleStatistics.Median(good.Select(window => window.Correlation))) / 2;
        double wide = WideSpread * SampleStatistics.Median(good.Select(window => window.Spread));
        bool[] suspect = [.. windows.Select(window => window.Correlation < doubtful)];
        var ratios = new RatioModel(suspect, windows, source, target);
        var stretches = new List<MisalignedStretch>();
        for (int first = 0; first < windows.Length; first++)
        {
            int behind = first;
            while (behind < windows.Length && suspect[behind])
            {
                behind++;
            }

            int bad = windows[first..behind].Count(window => window.Correlation < LowCorrelation && window.Spread > wide);
            if (bad >= Math.Max(2, (behind - first + 1) / 2))
            {
                int from = first == 0 ? 0 : ratios.Change(windows[first - 1].From, windows[first + 1].To, stopsFitting: true);
                int to = behind == windows.Length ? source.Length
                    : ratios.Change(windows[behind - 2].From, windows[behind].To, stopsFitting: false);
                from = Math.Max(from, stretches.Count == 0 ? 0 : stretches[^1].To);

                // Lines in order of length have little correlation in each window, but all the more over many.
                if (to - from >= Window && Describe(from, to, source, target) is { Correlation: < LowCorrelation } stretch)
                {
                    stretches.Add(stretch);
                }
            }

            first = Math.Max(first, behind - 1);
        }

        return stretches;
    }

    private static MisalignedStretch Describe(int from, int to, double[] source, double[] target)
    {
        int length = to - from;
        double correlation = SampleStatistics.RankCorrelation(source.AsSpan(from, length), target.AsSpan(from, length));
        int shift = 0;
        double best = ClearCorrelation;
        for (int tried = -LargestShift; tried <= LargestShift; tried++)
        {
            int overlap = length - Math.Abs(tried);
            if (tried == 0 || overlap < Window)
            {
                continue;
            }

            double found = SampleStatistics.Correlation(
                source.AsSpan(from + Math.Max(0, -tried), overlap), target.AsSpan(from + Math.Max(0, tried), overlap));
            (best, shift) = found > best ? (found, tried) : (best, shift);
        }

        return new MisalignedStretch(from, to, correlation, shift);
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
            _middle = good.Length == 0 ? 0 : SampleStatistics.Median(good);
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
