using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class LearningRateScheduleTests
{
    // Worked out by hand from the formulas that the kinds cite, for a peak of 2, 10 warm-up steps and 110 steps.
    [Theory]
    [InlineData("Cosine", 1, 0.2)]
    [InlineData("Cosine", 5, 1.0)]
    [InlineData("Cosine", 10, 2.0)]
    [InlineData("Cosine", 35, 1.7363961030678927)] // 2 * (0.1 + 0.9 * (1 + cos 45°) / 2)
    [InlineData("Cosine", 60, 1.1)]
    [InlineData("Cosine", 110, 0.2)]
    [InlineData("Cosine", 500, 0.2)]
    [InlineData("Linear", 5, 1.0)]
    [InlineData("Linear", 10, 2.0)]
    [InlineData("Linear", 35, 1.55)] // 2 * (0.1 + 0.9 * 3 / 4)
    [InlineData("Linear", 110, 0.2)]
    [InlineData("Linear", 500, 0.2)]
    [InlineData("Plateau", 5, 1.0)]
    [InlineData("Plateau", 500, 2.0)]
    [InlineData("InverseSquareRoot", 5, 1.0)]
    [InlineData("InverseSquareRoot", 10, 2.0)]
    [InlineData("InverseSquareRoot", 40, 1.0)]
    [InlineData("Constant", 9, 1.8)]
    [InlineData("Constant", 500, 2.0)]
    public void At_Step_EqualsTheFormula(string kind, int step, double expected)
    {
        var config = new ScheduleConfig { Kind = Enum.Parse<ScheduleKind>(kind), WarmupSteps = 10, FinalShare = 0.1 };

        Assert.Equal(expected, new LearningRateSchedule(config, Peak: 2, TotalSteps: 110).At(step), 12);
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(3, 0.25)]
    [InlineData(4, 0.2)] // the floor
    public void At_CutPlateau_FallsByTheFactorDownToTheFinalShare(int cuts, double expected)
    {
        var config = new ScheduleConfig { Kind = ScheduleKind.Plateau, WarmupSteps = 10, FinalShare = 0.1, PlateauFactor = 0.5 };

        Assert.Equal(expected, new LearningRateSchedule(config, Peak: 2, TotalSteps: 110).At(20, cuts), 12);
        Assert.Equal(1.0, new LearningRateSchedule(config, Peak: 2, TotalSteps: 110).At(5, cuts), 12); // warm-up is not cut
    }

    [Theory]
    [InlineData("Cosine")]
    [InlineData("Linear")]
    [InlineData("Constant")]
    [InlineData("InverseSquareRoot")]
    public void At_OtherKinds_LookAtNoCuts(string kind)
    {
        var schedule = new LearningRateSchedule(new ScheduleConfig { Kind = Enum.Parse<ScheduleKind>(kind) }, Peak: 2, TotalSteps: 2_000);

        Assert.Equal(schedule.At(1_000), schedule.At(1_000, cuts: 5));
    }

    [Fact]
    public void At_NoWarmup_BeginsAtThePeak()
    {
        var config = new ScheduleConfig { Kind = ScheduleKind.InverseSquareRoot, WarmupSteps = 0 };

        Assert.Equal(2, new LearningRateSchedule(config, Peak: 2, TotalSteps: 110).At(1));
    }

    [Fact]
    public void At_WarmupBeyondTheEnd_StillHasARate()
    {
        var config = new ScheduleConfig { WarmupSteps = 100 };

        Assert.Equal(0.1, new LearningRateSchedule(config, Peak: 2, TotalSteps: 5).At(5), 12);
    }

    [Fact]
    public void At_StepZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new LearningRateSchedule(new ScheduleConfig(), Peak: 2, TotalSteps: 5).At(0));
}
