namespace Nmt.Web.Services;

/// <summary>Work for the worker's thread that is no translation: scores, traces.</summary>
internal interface IModelQuestion : IQueuedWork
{
    /// <summary>Does the work and answers the caller.</summary>
    void Run(ILoadedModel model, CancellationToken stopping);
}

/// <inheritdoc/>
internal sealed class ModelQuestion<T>(string model, Func<ILoadedModel, CancellationToken, T> work, PendingAnswer<T> answer)
    : IModelQuestion
{
    public string Model => model;

    public required RequestPriority Priority { get; init; }

    public required object Caller { get; init; }

    public CancellationToken Token => answer.Token;

    public int Characters => 0;

    public TimeSpan Waited => answer.Waited;

    public bool Shares(IQueuedWork other) => false;

    public void Run(ILoadedModel loaded, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Token, stopping);
        answer.Complete(work(loaded, either.Token));
    }

    public void Fail(Exception fault) => answer.Fail(fault);
}
