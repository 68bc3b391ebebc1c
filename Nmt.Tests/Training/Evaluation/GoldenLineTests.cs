using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

/// <summary>Scores in full precision, where references vary or lines have white space at their ends.</summary>
public sealed class GoldenLineTests
{
    public sealed record LineCase(
        string Name, string Metric, string[] Hypotheses, string?[][] References, double Score, string Signature);

    private static readonly IReadOnlyDictionary<string, LineCase> Cases =
        GoldenScores.Read<LineCase>("lines.json").ToDictionary(line => line.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_GoldenLines_EqualSacreBleu(string name)
    {
        var golden = Cases[name];

        var score = CorpusStatistics.Of(MetricOf(golden), golden.Hypotheses, golden.References).Score();

        Assert.Equal(golden.Metric, score.Name);
        Assert.Equal(golden.Score, score.Score, 1e-11);
        Assert.Equal(GoldenScores.AsOurs(golden.Signature), score.Signature.ToString());
    }

    private static IMetric MetricOf(LineCase golden) => golden.Metric switch
    {
        "BLEU" => new Bleu(BleuOptions.Default),
        "TER" when golden.Signature.Contains("norm:no", StringComparison.Ordinal) => new Ter(new TerOptions()),
        "TER" => new Ter(new TerOptions { Normalized = true, AsianSupport = true, NoPunctuation = true }),
        "chrF2++" => new Chrf(new ChrfOptions { WordOrder = 2, Whitespace = true }),
        _ => new Chrf(new ChrfOptions()),
    };
}
