using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;
using Nmt.Web.Telemetry;

namespace Nmt.Tests.Web.Services;

/// <summary>The queue, the worker and the translator in front of them, over phrase books.</summary>
public sealed class TranslationWorkerTests : IAsyncLifetime
{
    private readonly PhraseBook _book = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TranslationQueue _queue;
    private readonly TranslationWorker _worker;
    private readonly QueuedTranslator _translator;
    private readonly SemaphoreSlim _atWord = new(0);
    private readonly SemaphoreSlim _mayGo = new(0);
    private readonly Meters _meters = new();
    private readonly IOptions<ServingOptions> _options =
        Options.Create(new ServingOptions { QueueLength = 3, MicroBatch = 4, DeadlineSeconds = 30 });
    private readonly ServingMeter _meter;

    public TranslationWorkerTests()
    {
        _queue = new TranslationQueue(_options);
        _meter = _meters.Of(_queue);
        _worker = new TranslationWorker(_queue, _book, _meter, _time, NullLogger<TranslationWorker>.Instance);
        _translator = TranslatorOf(new Caller());
    }

    public async ValueTask InitializeAsync()
    {
        await _worker.StartAsync(CancellationToken.None);
        await _worker.LoadAsync("en-de", "en-de", CancellationToken.None);
        await _worker.LoadAsync("de-en", "de-en", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _mayGo.Release(1000);
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _queue.Dispose();
        _atWord.Dispose();
        _mayGo.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Translate_Texts_KeepTheirOrder()
    {
        IReadOnlyList<Translation> answer = await _translator.TranslateAsync(Of("one", "two"));
        Assert.Equal(["ONE", "TWO"], answer.Select(each => each.Text));
    }

    [Fact]
    public async Task Work_LoadTranslateDispose_AreOnTheOneThread()
    {
        await _translator.TranslateAsync(Of("one"));
        await _worker.UnloadAsync("en-de", CancellationToken.None);
        await _worker.StopAsync(CancellationToken.None);
        Assert.Equal("translation", Assert.Single(_book.Threads));
        Assert.Equal(["en-de", "de-en"], _book.Disposed);
    }

    [Fact]
    public async Task Translate_UnknownModel_SaysSo()
    {
        var fault = await Assert.ThrowsAsync<UnavailableException>(
            () => _translator.TranslateAsync(Of("one") with { Model = "fr-de" }));
        Assert.Contains("fr-de", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.Retry);
    }

    [Fact]
    public async Task Load_Damaged_ThrowsAndTheWorkerGoesOn()
    {
        using var folder = new ModelsFolder();
        File.WriteAllText(Path.Combine(folder.Add("en", "fr"), "damaged"), "");
        await Assert.ThrowsAsync<NmtException>(
            () => _worker.LoadAsync("en-fr", Path.Combine(folder.Models, "en-fr"), CancellationToken.None));
        Assert.Equal("ONE", (await _translator.TranslateAsync(Of("one")))[0].Text);
    }

    [Fact]
    public async Task Queue_JobsThatWait_AreDecodedTogether()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
            [.. new[] { "a", "b", "c" }.Select(text => _translator.TranslateAsync(Of(text)))];
        Release();
        await Task.WhenAll([first, .. waiting]);

        Assert.Equal(["first", "a,b,c"], _book.Batches.Select(batch => string.Join(',', batch)));
        Assert.Equal(["A", "B", "C"], waiting.Select(task => task.Result[0].Text));
    }

    [Fact]
    public async Task Queue_OtherModelOrOptions_AreDecodedApart()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
        [
            _translator.TranslateAsync(Of("a")),
            _translator.TranslateAsync(Of("b") with { Model = "de-en" }),
            _translator.TranslateAsync(Of("c") with { Hypotheses = 3 }),
        ];
        Release();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["first", "a", "b", "c"], _book.Batches.Select(batch => string.Join(',', batch)));
    }

    [Fact]
    public async Task Queue_PersonAndProgramWait_ThePersonGoesFirst()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        Task<IReadOnlyList<Translation>> program = _translator.TranslateAsync(Of("program") with { Priority = RequestPriority.Batch });
        Task<IReadOnlyList<Translation>> person = _translator.TranslateAsync(Of("person"));
        Release();
        await Task.WhenAll(first, program, person);
        Assert.Equal(["first", "person", "program"], _book.Batches.Select(batch => batch[0]));
    }

    [Fact]
    public async Task Queue_Full_RefusesAtOnce()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
            [.. Enumerable.Range(0, 3).Select(each => _translator.TranslateAsync(Of($"w{each}")))];
        var fault = await Assert.ThrowsAsync<UnavailableException>(() => _translator.TranslateAsync(Of("late")));
        Assert.True(fault.Retry);
        Release();
        await Task.WhenAll([first, .. waiting]);
    }

    [Fact]
    public async Task Cancel_WhileWaiting_IsNeverDecoded()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<Translation>> gone = _translator.TranslateAsync(Of("gone"), left.Token);
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Release();
        await first;
        await _translator.TranslateAsync(Of("after"));
        Assert.Equal(["first", "after"], _book.Batches.Select(batch => batch[0]));
    }

    [Fact]
    public async Task Cancel_WhileDecoding_AnswersAtOnceAndStopsAtTheNextWord()
    {
        Hold();
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<Translation>> gone = _translator.TranslateAsync(Of("one two three"), left.Token);
        await _atWord.WaitAsync();
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        int words = 1;
        _book.BeforeWord = (_, _) => words++;
        Release();
        Assert.Equal("AFTER", (await _translator.TranslateAsync(Of("after")))[0].Text);
        Assert.Equal(2, words);
    }

    [Fact]
    public async Task Cancel_OneOfABatch_LeavesTheOthers()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<Translation>> gone = _translator.TranslateAsync(Of("gone"), left.Token);
        Task<IReadOnlyList<Translation>> stays = _translator.TranslateAsync(Of("stays"));
        _mayGo.Release();
        await first;
        await _atWord.WaitAsync();
        left.Cancel();
        Release();
        Assert.Equal("STAYS", (await stays)[0].Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
    }

    [Fact]
    public async Task Deadline_Passed_SaysHowLong()
    {
        Hold();
        Task<IReadOnlyList<Translation>> slow = _translator.TranslateAsync(Of("slow"));
        await _atWord.WaitAsync();
        _time.Advance(TimeSpan.FromSeconds(31));
        var fault = await Assert.ThrowsAsync<UnavailableException>(() => slow);
        Assert.Contains("30 seconds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OneTextFails_TheOthersAreTranslated()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        Task<IReadOnlyList<Translation>> good = _translator.TranslateAsync(Of("good"));
        Task<IReadOnlyList<Translation>> bad = _translator.TranslateAsync(Of("bad"));
        _book.BeforeWord = (word, _) =>
        {
            if (word == "BAD")
            {
                throw new InvalidOperationException("shape");
            }
        };
        Release();
        Assert.Equal("GOOD", (await good)[0].Text);
        var fault = await Assert.ThrowsAsync<NmtException>(() => bad);
        Assert.DoesNotContain("shape", fault.Message, StringComparison.Ordinal);
        await first;
    }

    [Fact]
    public async Task Stop_JobsThatWait_AreToldSo()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = _translator.TranslateAsync(Of("first"));
        await _atWord.WaitAsync();
        Task<IReadOnlyList<Translation>> waiting = _translator.TranslateAsync(Of("waiting"));
        Task stop = _worker.StopAsync(CancellationToken.None);
        Release();
        await stop;
        await Assert.ThrowsAsync<UnavailableException>(() => waiting);
        await Assert.ThrowsAsync<UnavailableException>(() => _translator.TranslateAsync(Of("late")));
        await Assert.ThrowsAsync<UnavailableException>(() => first);
    }

    [Fact]
    public async Task Stream_SlowModel_ShowsThePartsAndEndsWithTheResult()
    {
        Hold();
        List<TranslationProgress> seen = [];
        _mayGo.Release();
        await foreach (TranslationProgress progress in _translator.StreamAsync(Of("one two three")))
        {
            seen.Add(progress);
            Release();
        }

        Assert.Equal(["ONE", "ONE TWO THREE"], seen.Select(each => each.Text));
        Assert.Equal([false, true], seen.Select(each => each.Result is not null));
    }

    [Fact]
    public async Task Stream_UpdatesFasterThanShown_SkipsToTheNewest()
    {
        Hold();
        await using IAsyncEnumerator<TranslationProgress> stream =
            _translator.StreamAsync(Of("one two three four")).GetAsyncEnumerator(CancellationToken.None);
        _mayGo.Release();
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("ONE", stream.Current.Text);

        Task<bool> next = stream.MoveNextAsync().AsTask();
        _mayGo.Release(2);
        for (int word = 0; word < 4; word++)
        {
            await _atWord.WaitAsync();
        }

        Assert.False(next.IsCompleted);
        _time.Advance(QueuedTranslator.UpdateInterval);
        Assert.True(await next);
        Assert.Equal("ONE TWO THREE", stream.Current.Text);
    }

    [Fact]
    public async Task Stream_ReaderStops_TheWorkerStopsToo()
    {
        Hold();
        await using (IAsyncEnumerator<TranslationProgress> stream =
            _translator.StreamAsync(Of("one two three four")).GetAsyncEnumerator(CancellationToken.None))
        {
            ValueTask<bool> next = stream.MoveNextAsync();
            await _atWord.WaitAsync();
            _mayGo.Release();
            Assert.True(await next);
        }

        int words = 0;
        _book.BeforeWord = (_, _) => words++;
        Release();
        await _translator.TranslateAsync(Of("after"));
        Assert.Equal(1, words);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Translate_Attention_IsKeptOnlyWhereAskedFor(bool attention)
    {
        Translation answer = (await _translator.TranslateAsync(Of("one") with { Attention = attention }))[0];
        Assert.Equal(attention, answer.Hypotheses[0].Attention.Count > 0);
    }

    [Fact]
    public async Task Translate_MoreHypothesesThanTheBeam_WidensTheBeam()
    {
        Translation answer = (await _translator.TranslateAsync(Of("Where is the train station?") with { Hypotheses = 4 }))[0];
        Assert.Equal(4, answer.Hypotheses.Count);
    }

    private QueuedTranslator TranslatorOf(Caller caller) =>
        new(_queue, _options, _time, caller, new Reports(_meter, _options, NullLogger<Reports>.Instance));

    private static TranslationRequest Of(params string[] texts) => new() { Model = "en-de", Texts = texts };

    /// <summary>From now on the model waits before each word until it may go on.</summary>
    private void Hold() => _book.BeforeWord = (_, _) =>
    {
        _atWord.Release();
        _mayGo.Wait();
    };

    private void Release() => _mayGo.Release(100);
}
