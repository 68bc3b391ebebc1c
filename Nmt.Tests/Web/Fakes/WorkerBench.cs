using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Web.Services;
using Nmt.Web.Telemetry;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A queue and its worker over a phrase book that waits before each word while it is held.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    private readonly IOptions<ServingOptions> _options;
    private readonly ServingMeter _meter;
    private readonly Reports _reports;
    private readonly TranslationWorker _worker;
    private readonly SemaphoreSlim _atWord = new(0);
    private readonly SemaphoreSlim _mayGo = new(0);

    private WorkerBench(ServingOptions options)
    {
        _options = Options.Create(options);
        Queue = new TranslationQueue(_options);
        _meter = Meters.Of(Queue);
        _reports = new Reports(_meter, _options, NullLogger<Reports>.Instance);
        _worker = new TranslationWorker(Queue, Book, _meter, _reports, Time, NullLogger<TranslationWorker>.Instance);
    }

    public PhraseBook Book { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public Meters Meters { get; } = new();

    public TranslationQueue Queue { get; }

    /// <summary>The texts of each batch so far.</summary>
    public string[] Batches => [.. Book.Batches.Select(batch => string.Join(',', batch))];

    public static async Task<WorkerBench> StartAsync(ServingOptions? options = null)
    {
        var bench = new WorkerBench(options ?? new ServingOptions());
        await bench._worker.StartAsync(CancellationToken.None);
        await bench._worker.LoadAsync("en-de", "en-de", CancellationToken.None);
        return bench;
    }

    /// <summary>A translator of a caller of its own.</summary>
    public ITranslator NewCaller() => new QueuedTranslator(Queue, _options, Time, new Caller(), _reports);

    public static TranslationRequest Of(params string[] texts) => new() { Model = "en-de", Texts = texts };

    /// <summary>Gives the worker something that it cannot end until <see cref="Release"/>.</summary>
    public async Task<Task> OccupyAsync()
    {
        Book.BeforeWord = (_, token) =>
        {
            _atWord.Release();
            _mayGo.Wait(token);
        };
        Task first = NewCaller().TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        return first;
    }

    /// <param name="beforeWord">What happens before each word from now on.</param>
    public void Release(Action<string, CancellationToken>? beforeWord = null)
    {
        Book.BeforeWord = beforeWord ?? ((_, _) => { });
        _mayGo.Release(1_000);
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        Queue.Dispose();
        Meters.Dispose();
        _atWord.Dispose();
        _mayGo.Dispose();
    }
}
