using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary><c>POST /api/v1/score</c>.</summary>
internal sealed class ScoreRoute(
    ITranslator translator, Asking asking, ApiGate gate, IOptions<ServingOptions> options, TimeProvider time)
{
    private const int MostRunnersUp = 10;

    public async Task<IResult> ScoreAsync(HttpRequest request)
    {
        ScoreQuestion question = await JsonBody.ReadAsync<ScoreQuestion>(request);
        gate.Admit(request.HttpContext, null, question.Pairs.Count);
        string[] sources = [.. question.Pairs.Select(pair => pair?.Source!)];
        asking.CheckTexts(sources, []);
        asking.CheckTexts([.. question.Pairs.Select(pair => pair.Target)], []);
        Asking.Check(question.RunnersUp, MostRunnersUp, "runners-up");
        if (question.RunnersUp < 0)
        {
            throw ApiException.BadRequest("Expected no negative number of runners-up.");
        }

        var deadline = new Deadline(options.Value.DeadlineSeconds, time);

        // Pair by pair, so that a person waits for one of them at most.
        (ServedDirection by, _) = asking.DirectionFor(question, sources);
        var scores = new List<ScoreView>(question.Pairs.Count);
        foreach (SentencePair pair in question.Pairs)
        {
            if (deadline.Left == TimeSpan.Zero)
            {
                throw UnavailableException.TooSlow(deadline.Seconds);
            }

            ForcedTranslation scored = await translator.AskAsync(
                by.Model.Id,
                (loaded, token) => loaded.Force(pair.Source, pair.Target, question.RunnersUp, by.Target, token),
                RequestPriority.Batch,
                request.HttpContext.RequestAborted);
            scores.Add(ScoreView.Of(scored, question.RunnersUp > 0));
        }

        return TypedResults.Ok(new ScoreReply(by.Model.Id, scores));
    }
}
