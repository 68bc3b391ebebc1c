using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>What the target pane shows.</summary>
public enum SessionState
{
    Empty,
    Working,
    Done,
    Failed,
}

/// <summary>
/// The translation that the reader sees: one at a time, the newest. A new request cancels the older one, and an answer
/// that arrives late is dropped by its number: cancelling alone does not put replies in order.
/// </summary>
internal sealed partial class TranslationSession(
    ITranslator translator,
    TimeProvider time,
    ILogger<TranslationSession> logger) : IDisposable
{
    private CancellationTokenSource? _running;
    private long _newest;

    /// <summary>Raised after each change, on whatever context the change came from.</summary>
    public event Action? Changed;

    public SessionState State { get; private set; }

    /// <summary>The best text so far; the older translation until the first word of a new one.</summary>
    public string Text { get; private set; } = "";

    /// <summary>
    /// The newest finished translation: while working, the one before, so that the page does not jump at every pause in
    /// typing. Null where there is none, and after a failure.
    /// </summary>
    public Translation? Result { get; private set; }

    /// <summary>The search so far, sentence by sentence, while one is under way whose request asks for it; empty otherwise.</summary>
    public IReadOnlyList<SegmentTrace> Traces { get; private set; } = [];

    public string? Fault { get; private set; }

    /// <summary>True where the fault may pass by itself.</summary>
    public bool MayRetry { get; private set; }

    /// <summary>From request to last word; null while working.</summary>
    public TimeSpan? Elapsed { get; private set; }

    /// <summary>From request to first word; null where there was no first word before the last.</summary>
    public TimeSpan? First { get; private set; }

    /// <summary>Where the time went; null while working.</summary>
    public TranslationTiming? Timing { get; private set; }

    /// <summary>The newest request, done or under way.</summary>
    public TranslationRequest? Request { get; private set; }

    /// <summary>Translates until done, failed or overtaken. Never throws: what goes wrong is shown.</summary>
    /// <param name="request">One text.</param>
    /// <param name="held">
    /// What stands until the new translation is complete: of a text that was translated before, nobody wants to see the
    /// beginning grow again. Null shows the new one grow.
    /// </param>
    public async Task RunAsync(TranslationRequest request, string? held = null)
    {
        CancellationToken token = Supersede();
        long number = _newest;
        long start = time.GetTimestamp();
        Request = request;
        First = null;
        Text = held ?? Text;
        Show(SessionState.Working);
        try
        {
            await foreach (TranslationProgress progress in translator.StreamAsync(request, token))
            {
                if (number != _newest)
                {
                    return;
                }

                if (progress.Result is null)
                {
                    First ??= time.GetElapsedTime(start);
                }

                Traces = progress.Traces;
                if (held is not null && progress.Result is null)
                {
                    ShowSearch();
                    continue;
                }

                Text = progress.Text;
                Result = progress.Result ?? Result;
                Elapsed = progress.Result is null ? null : time.GetElapsedTime(start);
                Timing = progress.Timing;
                Show(progress.Result is null ? SessionState.Working : SessionState.Done);
            }
        }
        catch (OperationCanceledException)
        {
            // Overtaken, or the reader has left.
        }
        catch (UnavailableException fault)
        {
            Fail(number, fault.Message, fault.Retry);
        }
        catch (NmtException fault)
        {
            Fail(number, fault.Message, retry: false);
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault);
            Fail(number, "Something went wrong on the server. Its log has the reason.", retry: true);
        }
    }

    /// <summary>Adds the attention to a finished translation that was made without it. The search is the same, so is its result.</summary>
    public async Task InspectAsync()
    {
        if (State != SessionState.Done || Request is not { Attention: false } request)
        {
            return;
        }

        long number = _newest;
        Request = request with { Attention = true, Search = WithAttention(request.Search) };
        try
        {
            Translation inspected = (await translator.TranslateAsync(Request, _running!.Token))[0];
            if (number == _newest)
            {
                Result = inspected;
                Show(SessionState.Done);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or UnavailableException or NmtException)
        {
            // The translation itself stands; the map waits for the next one.
            Request = number == _newest ? request : Request;
        }
    }

    /// <summary>Nothing to translate.</summary>
    public void Clear()
    {
        Supersede();
        Request = null;
        Text = "";
        Show(SessionState.Empty);
    }

    /// <summary>Stops what is under way; true where something was.</summary>
    public bool Cancel()
    {
        bool working = State == SessionState.Working;
        Supersede();
        return working;
    }

    public void Dispose()
    {
        Changed = null;
        Supersede();
        _running?.Dispose();
    }

    private static TranslationOptions? WithAttention(TranslationOptions? options) =>
        options is null ? null : options with { Search = options.Search with { KeepAttention = true } };

    private CancellationToken Supersede()
    {
        _newest++;
        Traces = [];
        _running?.Cancel();
        _running?.Dispose();
        _running = new CancellationTokenSource();
        return _running.Token;
    }

    private void Fail(long number, string message, bool retry)
    {
        if (number == _newest)
        {
            Fault = message;
            Traces = [];
            MayRetry = retry;
            Text = "";
            Show(SessionState.Failed);
        }
    }

    // What is held stands as it is: only who watches the search has something new to see.
    private void ShowSearch()
    {
        if (Traces.Count > 0)
        {
            Show(SessionState.Working);
        }
    }

    private void Show(SessionState state)
    {
        State = state;
        if (state != SessionState.Failed)
        {
            Fault = null;
        }

        if (state is SessionState.Empty or SessionState.Failed)
        {
            Result = null;
        }

        if (state is not SessionState.Done)
        {
            Elapsed = null;
        }

        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Error, "A translation for the page failed.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
