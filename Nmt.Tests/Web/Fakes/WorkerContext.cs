using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Web.Services;
using Nmt.Web.Telemetry;

namespace Nmt.Tests.Web.Fakes;

/// <summary>The queue, the worker and the translator in front of them, over phrase books both ways.</summary>
public abstract class WorkerContext : IAsyncLifetime
{
    private readonly TranslationQueue _queue;
    private readonly SemaphoreSlim _mayGo = new(0);
    private readonly Meters _meters = new();

    protected WorkerContext()
    {
        IOptions<ServingOptions> options = Options.Create(new ServingOptions { QueueLength = 3, MicroBatch = 4, DeadlineSeconds = 30 });
        _queue = new TranslationQueue(options);
        ServingMeter meter = _meters.Of(_queue);
        var reports = new Reports(meter, options, NullLogger<Reports>.Instance);
        Worker = new TranslationWorker(_queue, Book, meter, reports, Time, NullLogger<TranslationWorker>.Instance);
        Translator = new QueuedTranslator(_queue, options, Time, new Caller(), reports);
    }

    internal PhraseBook Book { get; } = new();

    internal FakeTimeProvider Time { get; } = new();

    internal TranslationWorker Worker { get; }

    internal QueuedTranslator Translator { get; }

    /// <summary>Released each time that a held model is about to write a word.</summary>
    internal SemaphoreSlim AtWord { get; } = new(0);

    public async ValueTask InitializeAsync()
    {
        await Worker.StartAsync(CancellationToken.None);
        await Worker.LoadAsync("en-de", "en-de", CancellationToken.None);
        await Worker.LoadAsync("de-en", "de-en", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Release(1_000);
        await Worker.StopAsync(CancellationToken.None);
        Worker.Dispose();
        _queue.Dispose();
        AtWord.Dispose();
        _mayGo.Dispose();
        _meters.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static TranslationRequest Of(params string[] texts) => new() { Model = "en-de", Texts = texts };

    /// <summary>From now on the model waits before each word until it may go on; being cancelled does not wake it.</summary>
    protected void Hold() => Book.BeforeWord = (_, _) =>
    {
        AtWord.Release();
        _mayGo.Wait();
    };

    /// <summary>Lets the model write so many words.</summary>
    protected void Release(int words = 100) => _mayGo.Release(words);
}
