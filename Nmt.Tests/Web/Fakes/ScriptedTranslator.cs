using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A translator that answers when the test says so, and remembers what it was asked.</summary>
internal sealed class ScriptedTranslator : ITranslator
{
    /// <summary>Every request so far, the oldest first.</summary>
    public List<ScriptedCall> Calls { get; } = [];

    public ScriptedCall Last => Calls[^1];

    public async Task<IReadOnlyList<Translation>> TranslateAsync(
        TranslationRequest request,
        CancellationToken token = default)
    {
        ScriptedCall call = Add(request, token);
        return [await call.Answer.Task.WaitAsync(token)];
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

    public string Text => Request.Texts[0];

    /// <summary>A partial text.</summary>
    public void Show(string text) => Progress.Writer.TryWrite(new TranslationProgress(text, null));

    public void Finish(Translation translation)
    {
        Progress.Writer.TryWrite(new TranslationProgress(translation.Text, translation));
        Progress.Writer.TryComplete();
        Answer.TrySetResult(translation);
    }

    public void Finish(string text, params string[] others) => Finish(Translations.Of(Text, [text, .. others]));

    public void Fail(Exception fault)
    {
        Progress.Writer.TryComplete(fault);
        Answer.TrySetException(fault);
    }
}
