namespace Nmt.Training.Learning;

/// <summary>Sums up steps between two lines of the log: loss, speed, time left.</summary>
internal sealed class StepMeter(TimeProvider time)
{
    // How much one line of the log weighs in the pace: an evaluation fades, another program on the machine is noticed.
    private const double Recent = 0.05;

    private readonly long _sessionStart = time.GetTimestamp();
    private long _taken = time.GetTimestamp();
    private int _steps;
    private double _secondsPerStep;
    private double _lossSum;
    private long _tokens;
    private TimeSpan _busy;

    /// <summary>Seconds since this session began, evaluation and checkpoints included.</summary>
    public double SessionSeconds => time.GetElapsedTime(_sessionStart).TotalSeconds;

    /// <summary>Takes in one step.</summary>
    /// <param name="loss">Per token; not finite where the step was skipped.</param>
    /// <param name="tokens">Real target tokens.</param>
    /// <param name="started">The timestamp of its begin.</param>
    public void Add(double loss, int tokens, long started)
    {
        _steps++;
        _busy += time.GetElapsedTime(started);
        if (!double.IsFinite(loss))
            return;
        _lossSum += loss * tokens;
        _tokens += tokens;
    }

    /// <returns>Mean loss per token and tokens a second since the last call; not a number and 0 where every step was skipped.</returns>
    public (double Loss, double TokensPerSecond) Take()
    {
        var result = _tokens == 0 ? (double.NaN, 0.0) : (_lossSum / _tokens, _tokens / Math.Max(1e-9, _busy.TotalSeconds));
        var pace = time.GetElapsedTime(_taken).TotalSeconds / Math.Max(1, _steps);
        _secondsPerStep = _secondsPerStep == 0 ? pace : _secondsPerStep + (Recent * (pace - _secondsPerStep));
        (_lossSum, _tokens, _busy, _steps, _taken) = (0, 0, TimeSpan.Zero, 0, time.GetTimestamp());
        return result;
    }

    /// <summary>Seconds that so many steps will take at the recent pace, evaluation included.</summary>
    public double SecondsLeft(int steps) => _secondsPerStep * Math.Max(0, steps);
}
