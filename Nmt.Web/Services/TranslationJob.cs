using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>
/// One request on its way through the queue. Its caller is answered at once when the caller cancels or the deadline
/// passes, even while the worker still decodes; the worker sees <see cref="Token"/> and drops the job.
/// </summary>
internal sealed class TranslationJob : IDisposable
{
    private readonly TaskCompletionSource<IReadOnlyList<Translation>> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationTokenRegistration _onCancel;

    public TranslationJob(
        TranslationRequest request,
        TranslationOptions options,
        Action<TranslationUpdate>? progress,
        Deadline deadline,
        CancellationToken caller)
    {
        Request = request;
        Options = options;
        Progress = progress;
        _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(deadline.Seconds), deadline.Time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
        Token = _either.Token;
        _onCancel = Token.Register(() => Abandon(deadline.Seconds, caller));
    }

    public TranslationRequest Request { get; }

    public TranslationOptions Options { get; }

    public Action<TranslationUpdate>? Progress { get; }

    /// <summary>Cancelled when the caller leaves or the deadline passes; still readable after <see cref="Dispose"/>.</summary>
    public CancellationToken Token { get; }

    public Task<IReadOnlyList<Translation>> Answer => _answer.Task;

    /// <summary>True where both can be decoded in one batch without a difference to either.</summary>
    public bool Shares(TranslationJob other) =>
        Request.Model == other.Request.Model && Options == other.Options;

    public void Complete(IReadOnlyList<Translation> translations) => _answer.TrySetResult(translations);

    public void Fail(Exception fault) => _answer.TrySetException(fault);

    /// <summary>Ends the caller's interest: a job that still waits or runs is dropped.</summary>
    public void Dispose()
    {
        _onCancel.Dispose();
        _either.Cancel();
        _answer.TrySetCanceled(Token);
        _either.Dispose();
        _deadline.Dispose();
    }

    private void Abandon(int seconds, CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
        {
            _answer.TrySetCanceled(caller);
        }
        else
        {
            _answer.TrySetException(UnavailableException.TooSlow(seconds));
        }
    }
}

/// <summary>How long a job may take from now on, and by which clock.</summary>
internal readonly record struct Deadline(int Seconds, TimeProvider Time);
