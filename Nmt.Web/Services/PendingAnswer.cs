namespace Nmt.Web.Services;

/// <summary>
/// An answer that a caller waits for. The caller is answered at once when it cancels or the deadline passes, even while
/// the worker still works on it; the worker sees <see cref="Token"/> and stops.
/// </summary>
internal sealed class PendingAnswer<T> : IDisposable
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationTokenRegistration _onCancel;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Action<Outcome> _ended;
    private int _hasEnded;

    /// <param name="deadline">How long the caller waits at most.</param>
    /// <param name="ended">Hears once how it ends, before the caller does.</param>
    /// <param name="caller">The caller's own token.</param>
    public PendingAnswer(Deadline deadline, Action<Outcome> ended, CancellationToken caller)
    {
        _ended = ended;
        _time = deadline.Time;
        _start = _time.GetTimestamp();
        _deadline = new CancellationTokenSource(deadline.Left, deadline.Time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
        Token = _either.Token;
        _onCancel = Token.Register(() => Abandon(deadline.Seconds, caller));
    }

    /// <summary>Cancelled when the caller leaves or the deadline passes; still readable after <see cref="Dispose"/>.</summary>
    public CancellationToken Token { get; }

    /// <summary>Since it was asked for.</summary>
    public TimeSpan Waited => _time.GetElapsedTime(_start);

    public Task<T> Task => _answer.Task;

    public void Complete(T answer)
    {
        if (IsFirst(Outcome.Done))
        {
            _answer.SetResult(answer);
        }
    }

    public void Fail(Exception fault)
    {
        if (IsFirst(fault is UnavailableException ? Outcome.Unavailable : Outcome.Failed))
        {
            _answer.SetException(fault);

            // Seen, even where the caller has left.
            _ = _answer.Task.Exception;
        }
    }

    /// <summary>Ends the caller's interest: what still waits or runs is dropped.</summary>
    public void Dispose()
    {
        _onCancel.Dispose();
        _either.Cancel();
        Cancel(Token);
        _either.Dispose();
        _deadline.Dispose();
    }

    private void Abandon(int seconds, CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
        {
            Cancel(caller);
        }
        else
        {
            Fail(UnavailableException.TooSlow(seconds));
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (IsFirst(Outcome.Cancelled))
        {
            _answer.SetCanceled(token);
        }
    }

    private bool IsFirst(Outcome outcome)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return false;
        }

        _ended(outcome);
        return true;
    }
}
