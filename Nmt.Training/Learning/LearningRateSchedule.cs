namespace Nmt.Training.Learning;

/// <summary>
/// The learning rate as a pure function of the step: nothing to save, nothing that a resumed run could get wrong.
/// </summary>
/// <param name="Config">Warm-up and decay.</param>
/// <param name="Peak">The highest rate, reached at the end of the warm-up.</param>
/// <param name="TotalSteps">Where the cosine ends.</param>
internal sealed record LearningRateSchedule(ScheduleConfig Config, double Peak, int TotalSteps)
{
    /// <param name="step">Counted from 1; steps beyond <see cref="TotalSteps"/> get the last rate.</param>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return step < Config.WarmupSteps
            ? Peak * step / Config.WarmupSteps
            : Config.Kind switch
            {
                ScheduleKind.Constant => Peak,
                ScheduleKind.InverseSquareRoot => Peak * Math.Sqrt(Math.Max(1.0, Config.WarmupSteps) / step),
                _ => Cosine(step),
            };
    }

    private double Cosine(int step)
    {
        var length = Math.Max(1, TotalSteps - Config.WarmupSteps);
        var done = Math.Min(1.0, (step - Config.WarmupSteps) / (double)length);
        var share = Config.FinalShare + ((1 - Config.FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * done)));
        return Peak * share;
    }
}
