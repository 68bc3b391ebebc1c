using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

public sealed class SignificanceTests
{
    private static readonly string[] Reference = [.. Enumerable.Range(0, 60).Select(i => $"line {i} has words {i % 7} and {i % 11} more of them")];
    private static readonly string[] Good = Spoiled(every: 9);
    private static readonly string[] Bad = Spoiled(every: 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Test_SystemAgainstItself_DiffersByNothingButChance(bool bootstrap)
    {
        var result = new PairedTest(bootstrap, 200, 1).Of([Count(Good), Count(Good)]);

        // No trial exceeds a difference of 0: (0 + 1) / (200 + 1), which is why the score has to be looked at too.
        Assert.Equal(1.0 / 201, result.Systems[1].PValue);
        Assert.Equal(result.Systems[0].Score, result.Systems[1].Score);
        Assert.Null(result.Systems[0].PValue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Test_ClearlyWorseSystem_IsSignificant(bool bootstrap)
    {
        var result = new PairedTest(bootstrap, 500, 1).Of([Count(Good), Count(Bad)]);

        Assert.True(result.Systems[1].PValue < 0.01, $"{result.Systems[1].PValue}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Test_Seed_DecidesTheSamples(bool bootstrap)
    {
        CorpusStatistics[] systems = [Count(Spoiled(4)), Count(Spoiled(5))];
        double? P(uint seed) => new PairedTest(bootstrap, 300, seed).Of(systems).Systems[1].PValue;

        Assert.Equal(P(7), P(7));
        Assert.True(Enumerable.Range(0, 5).Select(seed => P((uint)seed)).Distinct().Count() > 1);
        Assert.All(Enumerable.Range(0, 5), seed => Assert.InRange(P((uint)seed)!.Value, 1.0 / 301, 1));
    }

    [Fact]
    public void Bootstrap_OfASystem_DoesNotDependOnTheOthers()
    {
        var alone = new Significance(200, 3).Interval(Count(Bad)).Interval;
        var beside = new PairedTest(true, 200, 3).Of([Count(Good), Count(Bad)]).Systems[1].Interval;

        Assert.Equal(alone, beside);
    }

    [Fact]
    public void Interval_ResampledScores_ContainTheScore()
    {
        var score = new Significance(500, 3).Interval(Count(Bad));

        Assert.InRange(score.Score, score.Interval!.Value.Mean - score.Interval.Value.HalfWidth, score.Interval.Value.Mean + score.Interval.Value.HalfWidth);
        Assert.Contains("|bs:500|seed:3|", score.Signature.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ConfidenceInterval_FortyScores_LeavesOutOneAtEitherEnd()
    {
        var interval = ConfidenceInterval.Of([.. Enumerable.Range(1, 40).Select(i => i == 40 ? 1000.0 : i).Reverse()]);

        Assert.Equal((39 - 2) / 2.0, interval.HalfWidth);
        Assert.Equal((780 + 1000) / 40.0, interval.Mean);
    }

    private static CorpusStatistics Count(string[] hypotheses) => CorpusStatistics.Of(new Bleu(BleuOptions.Default), hypotheses, [Reference]);

    private static string[] Spoiled(int every) =>
        [.. Reference.Select((line, i) => i % every == 0 ? line.Replace("words", "letters", StringComparison.Ordinal) : line)];
}
