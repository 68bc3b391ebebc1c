using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Search;

namespace Nmt.Web.Services;

/// <summary>Sends the requests of one caller through the <see cref="TranslationQueue"/>.</summary>
internal sealed class QueuedTranslator(
    TranslationQueue queue,
    IOptions<ServingOptions> options,
    TimeProvider time,
    Caller caller,
    Reports reports) : ITranslator
{
    /// <summary>Ten pictures a second at most: a circuit stops rendering after ten that were not acknowledged.</summary>
    internal static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(100);

    private const int RunnersUp = 5;

    // Normalization (NFC) can make a text that much longer; what callers check is the text as it came.
    private const int NormalizationGrowth = 3;

    public async Task<IReadOnlyList<Translation>> TranslateAsync(
        TranslationRequest request,
        CancellationToken token = default)
    {
        Deadline deadline = NewDeadline();
        var translations = new List<Translation>(request.Texts.Count);
        foreach (TranslationRequest part in Parts(request))
        {
            using TranslationJob job = Enqueue(part, null, deadline, token);
            IReadOnlyList<Translation> answer = await job.Answer;
            reports.Translated(part.Model, answer);
            translations.AddRange(answer);
        }

        return translations;
    }

    public async IAsyncEnumerable<TranslationProgress> StreamAsync(
        TranslationRequest request,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(request.Texts.Count, 1);

        // Of the updates that come while the reader waits, only the newest is worth showing.
        var newest = Channel.CreateBounded<TranslationProgress>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var watch = new SearchWatch(UpdateInterval, time);
        using TranslationJob job = Enqueue(request, update => newest.Writer.TryWrite(watch.See(update)), NewDeadline(), token);
        Task end = job.Answer.ContinueWith(_ => newest.Writer.TryComplete(), TaskScheduler.Default);

        while (!job.Answer.IsCompleted && await newest.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (newest.Reader.TryRead(out TranslationProgress? progress) && !job.Answer.IsCompleted)
            {
                yield return progress;
                await Task.WhenAny(end, Task.Delay(UpdateInterval, time, CancellationToken.None));
            }
        }

        Translation result = (await job.Answer)[0];
        reports.Translated(request.Model, [result]);
        yield return new TranslationProgress(result.Text, result) { Timing = job.Timing };
    }

    public async Task<T> AskAsync<T>(
        string model,
        Func<ILoadedModel, CancellationToken, T> work,
        RequestPriority priority = RequestPriority.Interactive,
        CancellationToken token = default)
    {
        using PendingAnswer<T> answer = Await<T>(NewDeadline(), token);
        Add(new ModelQuestion<T>(model, work, answer) { Priority = priority, Caller = caller.Key });
        return await answer.Task;
    }

    // A program's many texts go a few at a time, so that a person never waits for all of them.
    private static IEnumerable<TranslationRequest> Parts(TranslationRequest request) =>
        request.Priority == RequestPriority.Interactive
            ? [request]
            : Portions.Of(request.Texts, text => text.Length).Select(texts => request with { Texts = texts });

    private TranslationJob Enqueue(
        TranslationRequest request, Action<TranslationUpdate>? progress, Deadline deadline, CancellationToken token)
    {
        ServingOptions limits = options.Value;
        foreach (string text in request.Texts)
        {
            // Every caller checks this with a message of its own; here it keeps the worker safe from all of them.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, NormalizationGrowth * limits.CharacterLimit);
        }

        TranslationOptions search = request.Search ?? DefaultSearch(request, limits);
        search = request.Inspect ? search with { Search = Inspected(search.Search, limits) } : search;
        if (request.Search is not null && limits.FaultsOf(search) is { Count: > 0 } faults)
        {
            throw new NmtException(string.Join(' ', faults));
        }

        var job = new TranslationJob(request, search, Await<IReadOnlyList<Translation>>(deadline, token))
        {
            Progress = progress,
            Caller = caller.Key,
        };
        try
        {
            Add(job);
            return job;
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }

    private void Add(IQueuedWork work)
    {
        try
        {
            queue.Add(work);
        }
        catch (UnavailableException fault)
        {
            reports.Refused();
            work.Fail(fault);
            throw;
        }
    }

    private PendingAnswer<T> Await<T>(Deadline deadline, CancellationToken token) => new(deadline, reports.Ended, token);

    private static TranslationOptions DefaultSearch(TranslationRequest request, ServingOptions limits)
    {
        int hypotheses = Math.Clamp(request.Hypotheses, 1, limits.Alternatives + 1);
        return new TranslationOptions
        {
            Search = new SearchOptions
            {
                Beam = Math.Max(limits.Beam, hypotheses),
                NBest = hypotheses,
                KeepAttention = request.Attention,
            },
            SplitSentences = true,
        };
    }

    private static SearchOptions Inspected(SearchOptions search, ServingOptions limits) => search with
    {
        KeepAttention = true,
        KeepUncertainty = true,
        KeepRunnersUp = RunnersUp,
        TraceNodes = search.Sampling is null ? limits.TraceLimit : 0,
    };

    private Deadline NewDeadline() => new(options.Value.DeadlineSeconds, time);
}
