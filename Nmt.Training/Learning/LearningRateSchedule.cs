namespace Nmt.Training.Learning;

/// <summary>
/// The learning rate as a pure function of the step and, on a plateau, of the cuts so far: nothing that a resumed run
/// could get wrong.
/// </summary>
/// <param name="Config">Warm-up and decay.</param>
/// <param name="Peak">The highest rate, reached at the end of the warm-up.</param>
/// <param name="TotalSteps">Where cosine and line end.</param>
internal sealed record LearningRateSchedule(ScheduleConfig Config, double Peak, int TotalSteps)
{
    /// <param name="step">Counted from 1; steps beyond <see cref="TotalSteps"/> get the last rate.</param>
    /// <param name="cuts">Of <see cref="RatePlateau"/>; no other kind looks at them.</param>
    public double At(int step, int cuts = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return step < Config.WarmupSteps
            ? Peak * step / Config.WarmupSteps
            : Config.Kind switch
            {
                ScheduleKind.Constant => Peak,
                ScheduleKind.InverseSquareRoot => Peak * Math.Sqrt(Math.Max(1.0, Config.WarmupSteps) / step),
                ScheduleKind.Plateau => Peak * Math.Max(Config.FinalShare, Math.Pow(Config.PlateauFactor, cuts)),
                ScheduleKind.Linear => Peak * Share(1 - Done(step)),
                _ => Peak * Share(0.5 * (1 + Math.Cos(Math.PI * Done(step)))),
            };
    }

    private double Done(int step) =>
        Math.Min(1.0, (step - Config.WarmupSteps) / (double)Math.Max(1, TotalSteps - Config.WarmupSteps));

    // Of what lies between the highest and the final rate.
    private double Share(double left) => Config.FinalShare + ((1 - Config.FinalShare) * left);
}
