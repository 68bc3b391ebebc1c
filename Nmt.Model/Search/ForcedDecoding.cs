using Nmt.Model.Batching;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>One place of a given translation.</summary>
/// <param name="LogProbability">Of the given piece, in nats.</param>
/// <param name="Uncertainty">Of the distribution in this place.</param>
/// <param name="RunnersUp">The likeliest other pieces and their log-probabilities, the likeliest first.</param>
/// <param name="Attention">Over the source, Eos included; sums to 1.</param>
internal sealed record ForcedStep(
    float LogProbability, PieceUncertainty Uncertainty, IReadOnlyList<(int Piece, float LogProbability)> RunnersUp, float[] Attention);

/// <summary>
/// Leads a model along a given translation, step by step as a search would, so that every step shows what a search
/// would have seen there. It works with whatever a search works with, ensembles too.
/// </summary>
internal static class ForcedDecoding
{
    /// <summary>One entry for each target piece and for Eos.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="source">One sentence.</param>
    /// <param name="target">Its translation's pieces, without Eos.</param>
    /// <param name="runnersUp">How many other pieces to name in each place, at least 0.</param>
    /// <param name="token">Looked at before each step.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<ForcedStep> Walk(
        IStepModel model, TokenBatch source, IReadOnlyList<int> target, int runnersUp, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Count, 1);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var frontier = new Frontier(model, source);
        var steps = new List<ForcedStep>(target.Count + 1);
        foreach (var piece in target.Append(SpecialTokens.Eos))
        {
            token.ThrowIfCancellationRequested();
            using var stepScope = NewDisposeScope();
            var output = frontier.Step(model);
            steps.Add(Look(output, piece, runnersUp));
            frontier.Advance(output.State, [0], [piece], sentences: null);
        }

        return steps;
    }

    private static ForcedStep Look(StepOutput output, int piece, int runnersUp)
    {
        var finite = output.LogProbabilities.clamp_min(-1e4); // 0 * log 0 is 0
        var entropy = (finite.exp() * finite).sum().neg().item<float>();
        var own = output.LogProbabilities[0, piece].item<float>();

        // More than asked for: the piece itself may be among the best, and Pad and Bos never follow anything.
        var count = Math.Min(runnersUp + 3, (int)output.LogProbabilities.shape[1]);
        var (values, pieces) = output.LogProbabilities.topk(count, dim: 1);
        (int Piece, float LogProbability)[] others =
        [
            .. pieces.cpu().data<long>().ToArray().Select(id => (int)id)
                .Zip(values.cpu().data<float>().ToArray())
                .Where(other => other.First != piece),
        ];
        return new(
            own,
            new(entropy, own - others[0].LogProbability),
            [.. others.Where(other => other.Piece >= SpecialTokens.Eos).Take(runnersUp)],
            output.Attention.cpu().data<float>().ToArray());
    }
}
