namespace Nmt.Web.Services;

/// <summary>How long a caller waits, from the moment that this is made.</summary>
/// <param name="seconds">In all.</param>
/// <param name="time">The clock.</param>
internal sealed class Deadline(int seconds, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public int Seconds => seconds;

    public TimeProvider Time => time;

    /// <summary>At least 0.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = TimeSpan.FromSeconds(seconds) - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
