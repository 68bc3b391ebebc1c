using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Search;

namespace Nmt.Web.Services;

/// <summary>Sends requests through the <see cref="TranslationQueue"/>.</summary>
internal sealed class QueuedTranslator(
    TranslationQueue queue,
    IOptions<ServingOptions> options,
    TimeProvider time) : ITranslator
{
    /// <summary>Ten pictures a second at most: a circuit stops rendering after ten that were not acknowledged.</summary>
    internal static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<Translation>> TranslateAsync(
        TranslationRequest request,
        CancellationToken token = default)
    {
        using TranslationJob job = Enqueue(request, null, token);
        return await job.Answer;
    }

    public async IAsyncEnumerable<TranslationProgress> StreamAsync(
        TranslationRequest request,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(request.Texts.Count, 1);

        // Of the updates that come while the reader waits, only the newest is worth showing.
        var newest = Channel.CreateBounded<TranslationUpdate>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        using TranslationJob job = Enqueue(request, update => newest.Writer.TryWrite(update), token);
        Task end = job.Answer.ContinueWith(_ => newest.Writer.TryComplete(), TaskScheduler.Default);

        while (!job.Answer.IsCompleted && await newest.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (newest.Reader.TryRead(out TranslationUpdate? update) && !job.Answer.IsCompleted)
            {
                yield return new TranslationProgress(update.Text, null);
                await Task.WhenAny(end, Task.Delay(UpdateInterval, time, CancellationToken.None));
            }
        }

        Translation result = (await job.Answer)[0];
        yield return new TranslationProgress(result.Text, result);
    }

    private TranslationJob Enqueue(TranslationRequest request, Action<TranslationUpdate>? progress, CancellationToken token)
    {
        ServingOptions limits = options.Value;
        foreach (string text in request.Texts)
        {
            // Every caller checks this with a message of its own; here it keeps the worker safe from all of them.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, limits.CharacterLimit);
        }

        int hypotheses = Math.Clamp(request.Hypotheses, 1, limits.Alternatives + 1);
        var translation = new TranslationOptions
        {
            Search = new SearchOptions { Beam = Math.Max(limits.Beam, hypotheses), NBest = hypotheses, KeepAttention = request.Attention },
            SplitSentences = true,
        };
        var job = new TranslationJob(
            request, translation, progress, new Deadline(limits.DeadlineSeconds, time), token);
        try
        {
            queue.Add(job);
            return job;
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }
}
