using System.Diagnostics.Metrics;
using Nmt.Web.Services;

namespace Nmt.Web.Telemetry;

/// <summary>What the serving of translations measures of itself; never a text, a key or an address.</summary>
internal sealed class ServingMeter
{
    public const string Name = "Nmt.Serving";

    private readonly Histogram<double> _queueTime;
    private readonly Histogram<double> _decodeTime;
    private readonly Histogram<long> _batchSize;
    private readonly Counter<long> _pieces;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _refused;

    public ServingMeter(IMeterFactory factory, TranslationQueue queue)
    {
        Meter meter = factory.Create(Name);
        meter.CreateObservableGauge("nmt.queue.depth", () => Depths(queue), "{request}", "Requests that wait for the worker");
        _queueTime = meter.CreateHistogram("nmt.queue.time", "s", "How long requests waited for the worker", null, Seconds);
        _decodeTime = meter.CreateHistogram("nmt.decode.time", "s", "How long the worker took for a batch", null, Seconds);
        _batchSize = meter.CreateHistogram("nmt.batch.size", "{request}", "Requests that were decoded together", null, Sizes);
        _pieces = meter.CreateCounter<long>("nmt.pieces", "{piece}", "Pieces of translation that were written");
        _requests = meter.CreateCounter<long>("nmt.requests", "{request}", "Requests by how they ended");
        _refused = meter.CreateCounter<long>("nmt.requests.refused", "{request}", "Requests that were turned away, by why");
    }

    private static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static InstrumentAdvice<long> Sizes { get; } = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] };

    /// <summary>The worker begins with a batch.</summary>
    public void Began(IReadOnlyList<IQueuedWork> work)
    {
        _batchSize.Record(work.Count);
        foreach (IQueuedWork each in work)
        {
            _queueTime.Record(each.Waited.TotalSeconds, TagOf(each.Priority));
        }
    }

    /// <summary>The worker is done with a batch, well or not.</summary>
    public void Ended(TimeSpan elapsed) => _decodeTime.Record(elapsed.TotalSeconds);

    /// <summary>So many pieces were written.</summary>
    public void Wrote(int pieces) => _pieces.Add(pieces);

    /// <summary>A request ended.</summary>
    public void Answered(Outcome outcome) =>
        _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    /// <summary>A request was turned away: <c>queue</c> or <c>rate</c>.</summary>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    private static Measurement<long>[] Depths(TranslationQueue queue) =>
    [
        .. Enum.GetValues<RequestPriority>().Select(priority => new Measurement<long>(queue.CountOf(priority), TagOf(priority))),
    ];

    private static KeyValuePair<string, object?> TagOf(RequestPriority priority) =>
        new("priority", priority == RequestPriority.Interactive ? "interactive" : "batch");
}
