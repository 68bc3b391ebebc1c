using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A translator that answers when the test says so, and remembers what it was asked.</summary>
internal sealed class ScriptedTranslator : ITranslator
{
    /// <summary>The model that questions are put to, at once and on the caller's own thread.</summary>
    public ILoadedModel? Loaded { get; set; }

    /// <summary>Awaited before a question is answered.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>How many questions were asked.</summary>
    public int Questions { get; private set; }

    /// <summary>Every request so far, the oldest first.</summary>
    public List<ScriptedCall> Calls { get; } = [];

    public ScriptedCall Last => Calls[^1];

    public async Task<IReadOnlyList<Translation>> TranslateAsync(
        TranslationRequest request,
        CancellationToken token = default)
    {
        ScriptedCall call = Add(request, token);
        Task<Translation[]> all = call.Answers.Task;
        Task first = await Task.WhenAny(all, call.Answer.Task).WaitAsync(token);
        return first == all ? await all : [await call.Answer.Task];
    }

    public async IAsyncEnumerable<TranslationProgress> StreamAsync(
        TranslationRequest request,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        ScriptedCall call = Add(request, token);
        // The token is left out on purpose: a late answer must be dropped by whoever asked.
        await foreach (TranslationProgress progress in call.Progress.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return progress;
        }
    }

    public async Task<T> AskAsync<T>(
        string model,
        Func<ILoadedModel, CancellationToken, T> work,
        RequestPriority priority = RequestPriority.Interactive,
        CancellationToken token = default)
    {
        Questions++;
        await Hold.WaitAsync(token);
        return Loaded is null
            ? throw new UnavailableException($"The model '{model}' is not loaded.", retry: false)
            : work(Loaded, token);
    }

    /// <summary>Until so many requests have come in all.</summary>
    public async Task WhenAskedAsync(int requests)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Calls.Count < requests)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private ScriptedCall Add(TranslationRequest request, CancellationToken token)
    {
        var call = new ScriptedCall(request, token);
        Calls.Add(call);
        return call;
    }
}

/// <summary>One request under the control of the test.</summary>
internal sealed record ScriptedCall(TranslationRequest Request, CancellationToken Token)
{
    public Channel<TranslationProgress> Progress { get; } = Channel.CreateUnbounded<TranslationProgress>();

    public TaskCompletionSource<Translation> Answer { get; } = new();

    /// <summary>For a request of several texts.</summary>
    public TaskCompletionSource<Translation[]> Answers { get; } = new();

    public string Text => Request.Texts[0];

    /// <summary>A partial text, and the search so far where it is watched.</summary>
    public void Show(string text, params SegmentTrace[] traces) =>
        Progress.Writer.TryWrite(new TranslationProgress(text, null) { Traces = traces });

    public void Finish(Translation translation)
    {
        Progress.Writer.TryWrite(new TranslationProgress(translation.Text, translation));
        Progress.Writer.TryComplete();
        Answer.TrySetResult(translation);
    }

    public void Finish(string text, params string[] others) => Finish(Translations.Of(Text, [text, .. others]));

    /// <summary>Answers each of the request's texts.</summary>
    public void AnswerAll(params string[] texts) =>
        Answers.TrySetResult([.. Request.Texts.Zip(texts, (source, text) => Translations.Of(source, text))]);

    public void Fail(Exception fault)
    {
        Progress.Writer.TryComplete(fault);
        Answer.TrySetException(fault);
    }
}
