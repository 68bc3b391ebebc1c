using System.Numerics;
using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>One request for translations on its way through the queue.</summary>
internal sealed class TranslationJob(
    TranslationRequest request,
    TranslationOptions options,
    PendingAnswer<IReadOnlyList<Translation>> answer) : IQueuedWork, IDisposable
{
    // In characters: texts of up to four times as many (a paragraph) are of the lowest class.
    private const int ShortText = 256;

    public TranslationRequest Request { get; } = request;

    public TranslationOptions Options => options;

    public Action<TranslationUpdate>? Progress { get; init; }

    public required object Caller { get; init; }

    public string Model => Request.Model;

    public RequestPriority Priority => Request.Priority;

    public CancellationToken Token => answer.Token;

    public int Characters { get; } = request.Texts.Sum(text => text.Length);

    public TimeSpan Waited => answer.Waited;

    /// <summary>Where the time went; null until it is done.</summary>
    public TranslationTiming? Timing { get; private set; }

    public Task<IReadOnlyList<Translation>> Answer => answer.Task;

    /// <summary>
    /// Of like length, too: a batch is answered as a whole, and a sentence must not wait for a page. A class is four
    /// times as long as the one below it.
    /// </summary>
    public bool Shares(IQueuedWork other) =>
        other is TranslationJob job && Model == job.Model && LengthClass == job.LengthClass && options == job.Options;

    public void Complete(IReadOnlyList<Translation> translations, TranslationTiming timing)
    {
        Timing = timing;
        answer.Complete(translations);
    }

    public void Fail(Exception fault) => answer.Fail(fault);

    /// <summary>Ends the caller's interest: a job that still waits or runs is dropped.</summary>
    public void Dispose() => answer.Dispose();

    private int LengthClass => BitOperations.Log2((uint)(Characters / ShortText) | 1) / 2;
}
