using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

/// <summary>Requests with a search of their own, questions to a model, and who goes when.</summary>
public sealed class QueuedTranslatorTests
{
    [Fact]
    public async Task Translate_OwnSearch_IsUsedAsItIs()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        var search = new TranslationOptions
        {
            Search = new SearchOptions { Beam = 7, NBest = 2, KeepAttention = false },
            Constraints = new LineConstraints { Prefix = "Wo" },
        };
        IReadOnlyList<Translation> answer = await bench.NewCaller().TranslateAsync(
            WorkerBench.Of("Where is the train station?") with { Search = search, Hypotheses = 5, Attention = true });
        Assert.Equal(2, answer[0].Hypotheses.Count);
        Assert.Same(search, Assert.Single(bench.Book.Asked));
    }

    [Fact]
    public async Task Translate_EqualSearches_ShareABatchAndOthersDoNot()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        Task first = await bench.OccupyAsync();
        Task[] waiting =
        [
            bench.NewCaller().TranslateAsync(WorkerBench.Of("a") with { Search = With(3) }),
            bench.NewCaller().TranslateAsync(WorkerBench.Of("b") with { Search = With(4) }),
            bench.NewCaller().TranslateAsync(WorkerBench.Of("c") with { Search = With(3) }),
            bench.NewCaller().TranslateAsync(WorkerBench.Of("d") with { Search = With(3) with { Constraints = new() { Prefix = "D" } } }),
        ];
        bench.Release();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["first", "a,c", "b", "d"], bench.Batches);

        static TranslationOptions With(int beam) => new() { Search = new SearchOptions { Beam = beam } };
    }

    [Fact]
    public async Task Translate_SearchBeyondTheLimits_IsRefused()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        var search = new TranslationOptions { Search = new SearchOptions { Beam = 11, TraceNodes = 6_000, MaxLengthRatio = 11 }, Workers = 2 };
        var fault = await Assert.ThrowsAsync<NmtException>(
            () => bench.NewCaller().TranslateAsync(WorkerBench.Of("a") with { Search = search }));
        foreach (string name in new[] { "beam", "trace nodes", "maximum length ratio", "workers" })
        {
            Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Queue_OneCallerHasMany_AnotherIsServedInItsTurn()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync(new ServingOptions { MicroBatch = 1 });
        Task first = await bench.OccupyAsync();
        ITranslator busy = bench.NewCaller();
        List<Task> waiting = [.. new[] { "b1", "b2", "b3" }.Select(text => busy.TranslateAsync(WorkerBench.Of(text)))];
        waiting.Add(bench.NewCaller().TranslateAsync(WorkerBench.Of("other")));
        bench.Release();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["first", "b1", "other", "b2", "b3"], bench.Batches);
    }

    [Fact]
    public async Task Queue_ASentenceAndAPage_AreDecodedApart()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync(new ServingOptions { MicroBatchCharacters = 5_000 });
        Task first = await bench.OccupyAsync();
        string page = new('x', 2_000);
        Task[] waiting =
        [
            bench.NewCaller().TranslateAsync(WorkerBench.Of("a")),
            bench.NewCaller().TranslateAsync(WorkerBench.Of(page)),
            bench.NewCaller().TranslateAsync(WorkerBench.Of("b")),
            bench.NewCaller().TranslateAsync(WorkerBench.Of(page + "y")),
            bench.NewCaller().TranslateAsync(WorkerBench.Of(page + "z")),
        ];
        bench.Release();
        await Task.WhenAll([first, .. waiting]);

        // Three pages would be more text than a batch holds.
        Assert.Equal(["first", "a,b", $"{page},{page}y", $"{page}z"], bench.Batches);
    }

    [Fact]
    public async Task Queue_AProgramsManyTexts_LetAPersonIn()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        Task first = await bench.OccupyAsync();
        string[] texts = [.. Enumerable.Range(0, 4).Select(i => new string((char)('a' + i), 600))];
        Task<IReadOnlyList<Translation>> program = bench.NewCaller().TranslateAsync(WorkerBench.Of(texts) with { Priority = RequestPriority.Batch });
        Task<IReadOnlyList<Translation>>? person = null;
        ITranslator reader = bench.NewCaller();
        bench.Release((word, _) =>
        {
            if (word[0] == 'A')
            {
                person = reader.TranslateAsync(WorkerBench.Of("person"));
            }
        });
        IReadOnlyList<Translation> answer = await program;
        await Task.WhenAll(first, person!);
        Assert.Equal(texts.Select(text => text.ToUpperInvariant()), answer.Select(each => each.Text));
        Assert.Equal("first,a,person,b,c,d", string.Join(',', bench.Batches.Select(batch => batch.Length > 10 ? batch[..1] : batch)));
    }

    [Fact]
    public async Task Ask_Work_RunsOnTheWorkersThreadWithTheModel()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        (string? thread, string source) = await bench.NewCaller().AskAsync(
            "en-de", (model, _) => (Thread.CurrentThread.Name, model.Manifest.SourceLanguage));
        Assert.Equal(("translation", "en"), (thread, source));
    }

    [Fact]
    public async Task Ask_WorkFails_TheCallerHearsItAndTheWorkerGoesOn()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        ITranslator translator = bench.NewCaller();
        await Assert.ThrowsAsync<NmtException>(() => translator.AskAsync<int>("en-de", (_, _) => throw new NmtException("no such unit")));
        await Assert.ThrowsAsync<UnavailableException>(() => translator.AskAsync("xx", (_, _) => 1));
        Assert.Equal(1, await translator.AskAsync("en-de", (_, _) => 1));
    }

    [Fact]
    public async Task Ask_CallerLeaves_TheWorkSeesIt()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        using var left = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        using var seen = new SemaphoreSlim(0);
        using var answered = new SemaphoreSlim(0);
        Task<int> question = bench.NewCaller().AskAsync(
            "en-de",
            (_, token) =>
            {
                started.Release();
                token.WaitHandle.WaitOne();
                seen.Release();
                answered.Wait();
                return 1;
            },
            RequestPriority.Interactive,
            left.Token);
        await started.WaitAsync();
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question);
        await seen.WaitAsync();
        answered.Release();
    }

    [Fact]
    public async Task Stream_End_SaysWhereTheTimeWent()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync();
        bench.Book.BeforeWord = (_, _) => bench.Time.Advance(TimeSpan.FromSeconds(1));
        TranslationProgress? last = null;
        await foreach (TranslationProgress progress in bench.NewCaller().StreamAsync(WorkerBench.Of("one two")))
        {
            last = progress;
        }

        Assert.Equal(new TranslationTiming(TimeSpan.Zero, TimeSpan.FromSeconds(2), 3), last?.Timing);
    }

    [Fact]
    public async Task Meter_EachEnd_IsCounted()
    {
        await using WorkerBench bench = await WorkerBench.StartAsync(new ServingOptions { QueueLength = 1, DeadlineSeconds = 30 });
        Task first = await bench.OccupyAsync();
        using var left = new CancellationTokenSource();
        Task cancelled = bench.NewCaller().TranslateAsync(WorkerBench.Of("gone"), left.Token);
        await Assert.ThrowsAsync<UnavailableException>(() => bench.NewCaller().TranslateAsync(WorkerBench.Of("refused")));
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        bench.Release();
        await first;

        Assert.Equal(
            [
                "nmt_requests_total{outcome=\"cancelled\"} 1",
                "nmt_requests_total{outcome=\"done\"} 1",
                "nmt_requests_total{outcome=\"unavailable\"} 1",
            ],
            bench.Meters.Lines("nmt_requests_total"));
        Assert.Equal(["nmt_requests_refused_total{reason=\"queue\"} 1"], bench.Meters.Lines("nmt_requests_refused_total"));
    }
}
