using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void Observe_Better_IsTheNewBest()
    {
        var progress = After(1.0, 3.0, 2.0);

        Assert.Equal((3.0, 20, 1), (progress.Best, progress.BestStep, progress.Stale));
    }

    [Fact]
    public void Observe_Equal_IsNoImprovement() => Assert.Equal(1, After(3.0, 3.0).Stale);

    [Fact]
    public void Observe_NotANumber_IsNoImprovementAndNeverTheBest()
    {
        Assert.Null(After(double.NaN).Best);
        Assert.Equal(3.0, After(3.0, double.NaN).Best);
    }

    [Fact]
    public void Observe_NegatedLoss_PrefersTheSmallerLoss() => Assert.Equal(-1.5, After(-2.0, -1.5, -1.75).Best);

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void IsOver_AfterPatienceEvaluationsWithoutBest_IsTrue(int stale, bool expected) =>
        Assert.Equal(expected, After([5.0, .. Enumerable.Repeat(4.0, stale)]).IsOver(patience: 3));

    [Fact]
    public void IsOver_NoPatience_IsNever() => Assert.False(After([5.0, .. Enumerable.Repeat(4.0, 1000)]).IsOver(patience: 0));

    [Fact]
    public void IsOver_NothingObserved_IsFalse() => Assert.False(new EarlyStopping().IsOver(patience: 1));

    private static EarlyStopping After(params double[] scores) => scores
        .Select((score, i) => (score, step: 10 * (i + 1)))
        .Aggregate(new EarlyStopping(), (progress, next) => progress.Observe(next.score, next.step));
}
