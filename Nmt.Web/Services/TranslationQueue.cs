using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Nmt.Web.Services;

/// <summary>
/// The bounded way to the one thread that decodes: requests of the page first, then those of the API. Any thread may
/// add; one thread takes.
/// </summary>
internal sealed class TranslationQueue : IDisposable
{
    private readonly Channel<TranslationJob> _interactive;
    private readonly Channel<TranslationJob> _batch;
    private readonly Channel<Action> _errands = Channel.CreateUnbounded<Action>();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly int _microBatch;

    public TranslationQueue(IOptions<ServingOptions> options)
    {
        var bounded = new BoundedChannelOptions(options.Value.QueueLength) { SingleReader = true };
        _interactive = Channel.CreateBounded<TranslationJob>(bounded);
        _batch = Channel.CreateBounded<TranslationJob>(bounded);
        _microBatch = options.Value.MicroBatch;
    }

    /// <summary>Requests that wait.</summary>
    public int Count => _interactive.Reader.Count + _batch.Reader.Count;

    /// <exception cref="UnavailableException">As many requests wait as may wait, or the server is stopping.</exception>
    public void Add(TranslationJob job)
    {
        Channel<TranslationJob> channel = job.Request.Priority == RequestPriority.Interactive ? _interactive : _batch;
        if (!channel.Writer.TryWrite(job))
        {
            throw channel.Reader.Completion.IsCompleted ? UnavailableException.Stopping() : UnavailableException.Busy();
        }

        _arrivals.Release();
    }

    /// <summary>Work for the worker's thread that goes before every request: loading and unloading models.</summary>
    public void AddErrand(Action errand)
    {
        if (!_errands.Writer.TryWrite(errand))
        {
            throw UnavailableException.Stopping();
        }

        _arrivals.Release();
    }

    /// <summary>Blocks until there may be something to take.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Wait(CancellationToken token) => _arrivals.Wait(token);

    public bool TryTakeErrand(out Action? errand) => _errands.Reader.TryRead(out errand);

    /// <summary>
    /// The next job and those that wait right behind it and can share its batch; empty when nothing waits. It never
    /// waits for company: under load the queue fills by itself while the worker decodes, and without load waiting would
    /// only add latency.
    /// </summary>
    public IReadOnlyList<TranslationJob> TakeBatch()
    {
        IReadOnlyList<TranslationJob> jobs = TakeBatch(_interactive.Reader);
        return jobs.Count > 0 ? jobs : TakeBatch(_batch.Reader);
    }

    /// <summary>Refuses what comes from now on and fails what waits.</summary>
    public void Close()
    {
        _errands.Writer.TryComplete();
        foreach (Channel<TranslationJob> channel in new[] { _interactive, _batch })
        {
            channel.Writer.TryComplete();
            while (channel.Reader.TryRead(out TranslationJob? job))
            {
                job.Fail(UnavailableException.Stopping());
            }
        }
    }

    public void Dispose() => _arrivals.Dispose();

    private List<TranslationJob> TakeBatch(ChannelReader<TranslationJob> reader)
    {
        var jobs = new List<TranslationJob>();
        while (jobs.Count < _microBatch && reader.TryPeek(out TranslationJob? next))
        {
            bool stale = next.Token.IsCancellationRequested;
            if (!stale && jobs.Count > 0 && !jobs[0].Shares(next))
            {
                break;
            }

            reader.TryRead(out _);
            if (!stale)
            {
                jobs.Add(next);
            }
        }

        return jobs;
    }
}
