using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary>The routes of <c>/api/v1</c> that translate.</summary>
internal sealed partial class TranslateRoutes(
    ITranslator translator,
    Asking asking,
    ApiGate gate,
    ILogger<TranslateRoutes> logger)
{
    public async Task<IResult> TranslateAsync(HttpRequest request)
    {
        TranslateQuestion question = await JsonBody.ReadAsync<TranslateQuestion>(request);
        IReadOnlyList<Detail> details = question.Include ?? [];
        gate.Admit(request.HttpContext, null, question.Texts.Count);
        AskedTranslation asked = asking.TranslationOf(question, question.Texts, question.Search, details);
        IReadOnlyList<Translation> translations = await translator.TranslateAsync(asked.Request, request.HttpContext.RequestAborted);
        return TypedResults.Ok(new TranslateReply(
            asked.Request.Model, asked.Detected, [.. translations.Select(translation => TranslationView.Of(translation, details))]));
    }

    public async Task<IResult> StreamAsync(HttpRequest request)
    {
        TextQuestion question = await JsonBody.ReadAsync<TextQuestion>(request);
        gate.Admit(request.HttpContext, null, 1);
        AskedTranslation asked = asking.TranslationOf(question, [question.Text], question.Search, []);

        // Whoever wants it piece by piece has somebody who watches.
        TranslationRequest translation = asked.Request with { Priority = RequestPriority.Interactive };

        // The first item is awaited here, so that a full queue is still answered by a status.
        CancellationToken left = request.HttpContext.RequestAborted;
        IAsyncEnumerator<TranslationProgress> stream = translator.StreamAsync(translation, left).GetAsyncEnumerator(left);
        try
        {
            await stream.MoveNextAsync();
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        return TypedResults.ServerSentEvents(EventsOf(stream, request.HttpContext, left));
    }

    private async IAsyncEnumerable<SseItem<StreamEvent>> EventsOf(
        IAsyncEnumerator<TranslationProgress> stream,
        HttpContext context,
        [EnumeratorCancellation] CancellationToken left)
    {
        await using IAsyncEnumerator<TranslationProgress> owned = stream;
        bool more = true;
        while (more)
        {
            yield return EventOf(owned.Current);
            ApiFault? fault = null;
            try
            {
                more = await owned.MoveNextAsync();
            }
            catch (Exception exception) when (!left.IsCancellationRequested)
            {
                fault = ApiFault.Of(exception, context);
                LogStreamFailed(logger, exception.GetType().Name);
            }

            if (fault is not null)
            {
                yield return new SseItem<StreamEvent>(new StreamEvent(null, Problem: ApiProblems.ProblemOf(fault)), "error");
                yield break;
            }
        }
    }

    private static SseItem<StreamEvent> EventOf(TranslationProgress progress) => progress.Result is { } result
        ? new SseItem<StreamEvent>(new StreamEvent(result.Text, TranslationView.Of(result, [])), "done")
        : new SseItem<StreamEvent>(new StreamEvent(progress.Text), "update");

    [LoggerMessage(LogLevel.Warning, "A stream ended early: {Fault}.")]
    private static partial void LogStreamFailed(ILogger logger, string fault);
}
