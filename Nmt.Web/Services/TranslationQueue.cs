using Microsoft.Extensions.Options;

namespace Nmt.Web.Services;

/// <summary>
/// The bounded way to the one thread that decodes: requests of people first, then those of programs, and among either
/// the callers take turns. Any thread may add; one thread takes.
/// </summary>
internal sealed class TranslationQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FairLine _interactive;
    private readonly FairLine _batch;
    private readonly Queue<Action> _errands = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly int _microBatch;
    private readonly int _microBatchCharacters;
    private bool _closed;

    public TranslationQueue(IOptions<ServingOptions> options)
    {
        ServingOptions limits = options.Value;
        _interactive = new FairLine(limits.QueueLength, limits.CallerQueueLength);
        _batch = new FairLine(limits.QueueLength, limits.CallerQueueLength);
        _microBatch = limits.MicroBatch;
        _microBatchCharacters = limits.MicroBatchCharacters;
    }

    /// <summary>Requests that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _interactive.Count + _batch.Count;
            }
        }
    }

    /// <summary>Requests of that priority that wait.</summary>
    public int CountOf(RequestPriority priority)
    {
        lock (_lock)
        {
            return LineOf(priority).Count;
        }
    }

    /// <exception cref="UnavailableException">As many requests wait as may wait, or the server is stopping.</exception>
    public void Add(IQueuedWork work)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw UnavailableException.Stopping();
            }

            if (!LineOf(work.Priority).TryAdd(work))
            {
                throw UnavailableException.Busy();
            }
        }

        _arrivals.Release();
    }

    /// <summary>Work for the worker's thread that goes before every request: loading and unloading models.</summary>
    public void AddErrand(Action errand)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw UnavailableException.Stopping();
            }

            _errands.Enqueue(errand);
        }

        _arrivals.Release();
    }

    /// <summary>Blocks until there may be something to take.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Wait(CancellationToken token) => _arrivals.Wait(token);

    public bool TryTakeErrand(out Action? errand)
    {
        lock (_lock)
        {
            return _errands.TryDequeue(out errand);
        }
    }

    /// <summary>
    /// The next work and what can share its batch; empty when nothing waits. It never waits for company: under load the
    /// queue fills by itself while the worker decodes, and without load waiting would only add latency.
    /// </summary>
    public IReadOnlyList<IQueuedWork> TakeBatch()
    {
        lock (_lock)
        {
            List<IQueuedWork> work = _interactive.Take(_microBatch, _microBatchCharacters);
            return work.Count > 0 ? work : _batch.Take(_microBatch, _microBatchCharacters);
        }
    }

    /// <summary>Refuses what comes from now on and fails what waits.</summary>
    public void Close()
    {
        IQueuedWork[] waiting;
        lock (_lock)
        {
            _closed = true;
            _errands.Clear();
            waiting = [.. _interactive.Clear(), .. _batch.Clear()];
        }

        foreach (IQueuedWork work in waiting)
        {
            work.Fail(UnavailableException.Stopping());
        }
    }

    public void Dispose() => _arrivals.Dispose();

    private FairLine LineOf(RequestPriority priority) => priority == RequestPriority.Interactive ? _interactive : _batch;
}
