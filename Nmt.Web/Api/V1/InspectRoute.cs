using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary><c>POST /api/v1/inspect</c>: a translation with everything that explains it.</summary>
internal sealed class InspectRoute(ITranslator translator, Asking asking, ApiGate gate)
{
    private static readonly Detail[] Everything = Enum.GetValues<Detail>();

    public async Task<IResult> InspectAsync(HttpRequest request)
    {
        InspectQuestion question = await JsonBody.ReadAsync<InspectQuestion>(request);
        gate.Admit(request.HttpContext, null, 1);

        // Draws are no search, so they leave no tree.
        Detail[] details = [.. Everything.Where(detail => detail != Detail.Trace || question.Search?.Sampling is null)];
        AskedTranslation asked = asking.TranslationOf(question, [question.Text], question.Search, details);
        CancellationToken left = request.HttpContext.RequestAborted;
        Translation translation = (await translator.TranslateAsync(asked.Request, left))[0];
        MemoryView? memory = question.Memory is { } choice ? await ReadAsync(choice, translation, asked.Request, left) : null;
        return TypedResults.Ok(new InspectReply(asked.Request.Model, asked.Detected, [TranslationView.Of(translation, details)], memory));
    }

    private async Task<MemoryView> ReadAsync(
        MemoryChoice choice, Translation translation, TranslationRequest asked, CancellationToken left)
    {
        IReadOnlyList<MemorySentence> sentences = MemorySentence.All(translation, translation.Hypotheses[0]);
        if (choice.Sentence < 0 || choice.Sentence >= sentences.Count)
        {
            throw ApiException.BadRequest(sentences.Count == 0
                ? "memory: expected a text with a sentence, found none."
                : $"memory: expected a sentence from 0 to {sentences.Count - 1}, found {choice.Sentence}.");
        }

        var reading = new MemoryReading(choice, sentences[choice.Sentence]);
        IReadOnlyList<LayerView> layers = await translator.AskAsync(
            asked.Model,
            (model, token) => reading.Of(
                model.Memory ?? throw new NmtException("This model cannot show its memory."), asked.Search!.Clamps, token),
            RequestPriority.Batch,
            left);
        return new MemoryView(choice.Sentence, sentences.Count, layers);
    }
}
