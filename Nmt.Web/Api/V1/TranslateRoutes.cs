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
    private static readonly Detail[] Everything = Enum.GetValues<Detail>();

    public async Task<IResult> TranslateAsync(HttpRequest request)
    {
        TranslateQuestion question = await JsonBody.ReadAsync<TranslateQuestion>(request);
        return await AnswerAsync(request, question, question.Texts, question.Search, question.Include ?? []);
    }

    public async Task<IResult> InspectAsync(HttpRequest request)
    {
        TextQuestion question = await JsonBody.ReadAsync<TextQuestion>(request);

        // Draws are no search, so they leave no tree.
        Detail[] details = [.. Everything.Where(detail => detail != Detail.Trace || question.Search?.Sampling is null)];
        return await AnswerAsync(request, question, [question.Text], question.Search, details);
    }

    public async Task<IResult> StreamAsync(HttpRequest request)
    {
        TextQuestion question = await JsonBody.ReadAsync<TextQuestion>(request);
        gate.Admit(request.HttpContext, null, 1);
        asking.CheckTexts([question.Text], []);
        (InstalledModel model, _) = asking.ModelFor(question, [question.Text]);
        var translation = new TranslationRequest
        {
            Model = model.Id,
            Texts = [question.Text],
            Search = asking.SearchOf(question.Search, []),
        };

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

    private async Task<IResult> AnswerAsync(
        HttpRequest request,
        IModelQuestionBody question,
        IReadOnlyList<string> texts,
        SearchQuestion? search,
        IReadOnlyCollection<Detail> details)
    {
        gate.Admit(request.HttpContext, null, texts.Count);
        asking.CheckTexts(texts, details);
        TranslationOptions options = asking.SearchOf(search, details);
        (InstalledModel model, DetectedLanguage? detected) = asking.ModelFor(question, texts);
        IReadOnlyList<Translation> translations = await translator.TranslateAsync(
            new TranslationRequest { Model = model.Id, Texts = texts, Search = options, Priority = RequestPriority.Batch },
            request.HttpContext.RequestAborted);
        return TypedResults.Ok(new TranslateReply(
            model.Id, detected, [.. translations.Select(translation => TranslationView.Of(translation, details))]));
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
