using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>
/// Whether systems differ from a baseline by more than chance, and how certain a score is. The samples are those that
/// sacreBLEU draws from the same seed, so p-values and intervals are the same. The seed decides everything.
/// </summary>
/// <param name="trials">Samples or shuffles; at least 1.</param>
/// <param name="seed">sacreBLEU's default is 12345.</param>
internal sealed class Significance(int trials, uint seed)
{
    /// <summary>A score with its 95 % interval, from resampling the lines.</summary>
    public MetricScore Interval(CorpusStatistics system)
    {
        var score = system.Score();
        return score with
        {
            Interval = ConfidenceInterval.Of(Resample([system])[0]),
            Signature = score.Signature with { Sampling = Sampling("bs") },
        };
    }

    /// <summary>
    /// The paired bootstrap (Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation"): all
    /// systems on the same resampled lines.
    /// </summary>
    /// <param name="systems">One metric's counts; the baseline first.</param>
    public IReadOnlyList<SystemResult> PairedBootstrap(IReadOnlyList<CorpusStatistics> systems)
    {
        var resampled = Resample(systems);
        var scores = systems.Select(system => system.Score().Score).ToArray();
        var results = new SystemResult[systems.Count];
        for (var i = 0; i < results.Length; i++)
        {
            // The resampled differences scatter around the real one; moved to 0, they show what chance alone does.
            double? p = null;
            if (i > 0)
            {
                var differences = resampled[i].Zip(resampled[0], (own, baseline) => Math.Abs(own - baseline)).ToArray();
                var mean = differences.Average();
                p = PValue(differences.Select(difference => difference - mean), Math.Abs(scores[0] - scores[i]));
            }

            results[i] = new SystemResult(scores[i], p);
        }

        return [.. results.Zip(resampled, (result, own) => result with { Interval = ConfidenceInterval.Of(own) })];
    }

    /// <summary>
    /// Paired approximate randomization (Riezler and Maxwell 2005, "On Some Pitfalls in Automatic Evaluation and
    /// Significance Testing for MT"): each line of a system and of the baseline changes sides or not, as a coin falls.
    /// </summary>
    /// <param name="systems">One metric's counts; the baseline first.</param>
    public IReadOnlyList<SystemResult> PairedRandomization(IReadOnlyList<CorpusStatistics> systems)
    {
        var baseline = systems[0];
        return
        [
            new SystemResult(baseline.Score().Score),
            .. systems.Skip(1).Select(system => new SystemResult(system.Score().Score, Randomize(baseline, system))),
        ];
    }

    /// <param name="method">bs or ar.</param>
    public IReadOnlyList<SignatureField> Sampling(string method) =>
        [new(method, method, Text(trials)), new("seed", "rs", Text(seed))];

    private double Randomize(CorpusStatistics baseline, CorpusStatistics system)
    {
        var random = new NumpyGenerator(seed);
        var metric = baseline.Metric;
        var (ofBaseline, ofSystem) = (baseline.Sum(), system.Sum());
        var real = Math.Abs(metric.Score(ofBaseline) - metric.Score(ofSystem));
        var changes = Changes(baseline, system);
        var (first, second) = (new double[metric.Width], new double[metric.Width]);
        var differences = new double[trials];
        for (var trial = 0; trial < trials; trial++)
        {
            ofSystem.CopyTo(first, 0);
            for (var line = 0; line < baseline.Lines; line++)
            {
                if (random.Bit())
                    Add(first, changes.AsSpan(line * metric.Width, metric.Width));
            }

            for (var i = 0; i < second.Length; i++)
                second[i] = ofBaseline[i] + ofSystem[i] - first[i];
            differences[trial] = Math.Abs(metric.Score(first) - metric.Score(second));
        }

        return PValue(differences, real);
    }

    /// <summary>By line: what the sums gain where a line is the baseline's instead of the system's.</summary>
    private static double[] Changes(CorpusStatistics baseline, CorpusStatistics system)
    {
        var changes = new double[baseline.Lines * baseline.Metric.Width];
        for (var line = 0; line < baseline.Lines; line++)
        {
            for (var i = 0; i < baseline.Metric.Width; i++)
                changes[(line * baseline.Metric.Width) + i] = baseline[line][i] - system[line][i];
        }

        return changes;
    }

    /// <summary>The scores of each system on the same samples of lines, drawn with replacement.</summary>
    private double[][] Resample(IReadOnlyList<CorpusStatistics> systems)
    {
        var random = new NumpyGenerator(seed);
        var lines = new int[systems[0].Lines];
        var scores = systems.Select(_ => new double[trials]).ToArray();
        var sum = new double[systems[0].Metric.Width];
        for (var trial = 0; trial < trials; trial++)
        {
            for (var i = 0; i < lines.Length; i++)
                lines[i] = random.Below(lines.Length);
            foreach (var (system, own) in systems.Zip(scores))
            {
                Array.Clear(sum);
                foreach (var line in lines)
                    Add(sum, system[line]);
                own[trial] = system.Metric.Score(sum);
            }
        }

        return scores;
    }

    private static void Add(double[] sum, ReadOnlySpan<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            sum[i] += numbers[i];
    }

    // A difference of exactly 0 (a system against itself) is no success of chance; the 1 stands for the real text, which
    // keeps the test from rejecting too often.
    private double PValue(IEnumerable<double> byChance, double real) =>
        (byChance.Count(difference => difference > real) + 1.0) / (trials + 1);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
