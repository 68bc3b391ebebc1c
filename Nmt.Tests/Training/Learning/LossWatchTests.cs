using System.Text.Json;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class LossWatchTests
{
    [Fact]
    public void Observe_FewLosses_AreTheirMeanAndVariance()
    {
        var watch = Seen(2, 4, 6);

        Assert.Equal(4, watch.Mean, 12);
        Assert.Equal(8 / 3.0, watch.Variance, 12); // (4 + 0 + 4) / 3
    }

    [Fact]
    public void Observe_ManyLosses_FollowsTheRecentOnes()
    {
        var watch = Seen([.. Enumerable.Repeat(9.0, 500), .. Enumerable.Repeat(3.0, 1_500)]);

        Assert.Equal(3, watch.Mean, 2);
        Assert.Equal(0, watch.Variance, 1);
    }

    [Fact]
    public void Observe_AnyLosses_AreTheSameAfterACheckpoint()
    {
        foreach (var watch in (LossWatch[])[new LossWatch(), Seen(2, 1 / 3.0), Seen([.. Enumerable.Repeat(0.1, 200)])])
            Assert.Equal(watch, JsonSerializer.Deserialize<LossWatch>(JsonSerializer.Serialize(watch)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void IsSpike_NoNumber_IsOneFromTheFirstStepOn(double loss) => Assert.True(new LossWatch().IsSpike(loss));

    [Fact]
    public void IsSpike_TooLittleSeen_IsNone()
    {
        Assert.False(Seen([.. Enumerable.Repeat(1.0, 99)]).IsSpike(1e30));
        Assert.True(Seen([.. Enumerable.Repeat(1.0, 100)]).IsSpike(1e30));
    }

    [Theory]
    [InlineData(0.1, 1.09, 1.11)] // one nat above a small loss
    [InlineData(4.0, 5.99, 6.01)] // half again of a large one
    public void IsSpike_SteadyLosses_IsFarAboveThem(double usual, double highest, double spike)
    {
        var watch = Seen([.. Enumerable.Repeat(usual, 200)]);

        Assert.False(watch.IsSpike(highest));
        Assert.True(watch.IsSpike(spike));
    }

    [Fact]
    public void IsSpike_RestlessLosses_AllowsSixDeviations()
    {
        var watch = Seen([.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 1.0 : 3.0)]); // mean 2, deviation 1

        Assert.False(watch.IsSpike(7.9));
        Assert.True(watch.IsSpike(8.2));
    }

    private static LossWatch Seen(params double[] losses) => losses.Aggregate(new LossWatch(), (watch, loss) => watch.Observe(loss));
}
