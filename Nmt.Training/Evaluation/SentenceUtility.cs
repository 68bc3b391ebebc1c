using Nmt.Model;

namespace Nmt.Training.Evaluation;

/// <summary>A metric as the utility of minimum Bayes risk, with the defaults that sacreBLEU has for single lines. Not thread-safe.</summary>
internal sealed class SentenceUtility(IMetric metric) : ISentenceUtility
{
    public string Name => metric.Name;

    /// <param name="name">chrf or bleu.</param>
    public static ISentenceUtility Of(string name) => name switch
    {
        "chrf" => new SentenceChrf(),
        "bleu" => new SentenceUtility(new Bleu(BleuOptions.Default with { EffectiveOrder = true })),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Expected chrf or bleu."),
    };

    /// <inheritdoc/>
    public double Of(string hypothesis, string reference)
    {
        Span<double> statistics = stackalloc double[metric.Width];
        metric.Count(hypothesis, [reference], statistics);
        return metric.Score(statistics);
    }
}
