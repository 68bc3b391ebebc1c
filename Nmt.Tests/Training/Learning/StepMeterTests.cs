using Microsoft.Extensions.Time.Testing;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class StepMeterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Take_SeveralSteps_WeighsTheLossByTokensAndCountsOnlyTheTimeInSteps()
    {
        var meter = new StepMeter(_time);
        Step(meter, loss: 2, tokens: 300, seconds: 1);
        _time.Advance(TimeSpan.FromSeconds(50)); // an evaluation
        Step(meter, loss: 6, tokens: 100, seconds: 1);

        var (loss, speed) = meter.Take();

        Assert.Equal((3.0, 200.0), (loss, speed));
        Assert.Equal((double.NaN, 0.0), meter.Take());
    }

    [Fact]
    public void Take_SkippedStep_CountsNeitherLossNorTokens()
    {
        var meter = new StepMeter(_time);
        Step(meter, loss: double.NaN, tokens: 500, seconds: 1);
        Step(meter, loss: 2, tokens: 100, seconds: 1);

        Assert.Equal((2.0, 50.0), meter.Take());
    }

    [Fact]
    public void SecondsLeft_PaceChanges_FollowsSlowly()
    {
        var meter = new StepMeter(_time);
        Line(seconds: 2);
        Assert.Equal(200, meter.SecondsLeft(100), 6);

        Line(seconds: 4);
        Assert.Equal(210, meter.SecondsLeft(100), 6);

        for (var i = 0; i < 200; i++)
            Line(seconds: 4);
        Assert.InRange(meter.SecondsLeft(100), 399, 400);
        Assert.Equal(0, meter.SecondsLeft(-3));

        void Line(double seconds)
        {
            Step(meter, loss: 1, tokens: 1, seconds);
            _ = meter.Take();
        }
    }

    private void Step(StepMeter meter, double loss, int tokens, double seconds)
    {
        var started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        meter.Add(loss, tokens, started);
    }
}
