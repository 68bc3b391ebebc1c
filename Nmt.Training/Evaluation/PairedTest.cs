using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>A test of several systems against the first.</summary>
/// <param name="Bootstrap">Resampling; otherwise approximate randomization.</param>
/// <param name="Trials">Samples or shuffles.</param>
/// <param name="Seed">Decides what is drawn.</param>
internal sealed record PairedTest(bool Bootstrap, int Trials, uint Seed)
{
    public string Title => string.Create(
        CultureInfo.InvariantCulture,
        $"Paired {(Bootstrap ? "bootstrap resampling" : "approximate randomization")} test with {Trials} {(Bootstrap ? "resampling trials" : "trials")}");

    /// <param name="systems">One metric's counts; the baseline first.</param>
    public MetricResults Of(IReadOnlyList<CorpusStatistics> systems)
    {
        var significance = new Significance(Trials, Seed);
        var results = Bootstrap ? significance.PairedBootstrap(systems) : significance.PairedRandomization(systems);
        var signature = systems[0].Signature with { Sampling = significance.Sampling(Bootstrap ? "bs" : "ar") };
        return new MetricResults(systems[0].Metric.Name, signature, results);
    }
}
