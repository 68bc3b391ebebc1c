using Nmt.Model.Batching;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// Takes the likeliest piece at every step: the same as a beam of 1, without its bookkeeping. Validation and fast
/// previews use it.
/// </summary>
public sealed class GreedySearch : ISearch
{
    /// <inheritdoc/>
    /// <remarks>
    /// <see cref="SearchOptions.Beam"/> and <see cref="SearchOptions.NBest"/> are taken as 1. It writes no trace.
    /// </remarks>
    public IReadOnlyList<SearchResult> Search(
        IStepModel model, TokenBatch source, SearchOptions options, Action<SearchProgress>? progress, CancellationToken token)
    {
        options = options with { Beam = 1, NBest = 1, Groups = 1, Sampling = null, TraceNodes = 0 };
        options.Check(source.Count);
        token.ThrowIfCancellationRequested();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var traces = new StepTraces(options);
        var all = Lines(source, options, traces);
        var frontier = new Frontier(model, source, options.Demands);

        var running = all;
        for (var step = 0; running.Length > 0; step++)
        {
            token.ThrowIfCancellationRequested();
            using var stepScope = NewDisposeScope();
            var output = frontier.Step(model);
            traces.Add(output);

            // At the first step the second best, too: a translation has at least one piece before Eos.
            var candidates = new Candidates(output.LogProbabilities, perRow: step == 0 ? 2 : 1, Choices(running));
            for (var row = 0; row < running.Length; row++)
            {
                running[row].Append(candidates, row);
                progress?.Invoke(running[row].Progress(step));
            }

            running = GoOn(frontier, output, running);
        }

        return [.. all.Select(line => new SearchResult([line.Result()]))];
    }

    private static GreedyLine[] Lines(TokenBatch source, SearchOptions options, StepTraces traces)
    {
        var lengths = source.Lengths.cpu().data<long>().ToArray();
        return [.. lengths.Select((length, sentence) => new GreedyLine(new BeamContext(sentence, (int)length - 1, options, traces)))];
    }

    private static PieceChoice?[]? Choices(GreedyLine[] running) =>
        Array.Exists(running, line => line.HasRules) ? Array.ConvertAll(running, line => line.Choice()) : null;

    private static GreedyLine[] GoOn(Frontier frontier, StepOutput output, GreedyLine[] running)
    {
        var left = Enumerable.Range(0, running.Length).Where(row => !running[row].Done).ToArray();
        if (left.Length == 0)
            return [];

        var rows = Array.ConvertAll(left, row => (long)row);
        var pieces = Array.ConvertAll(left, row => (long)running[row].LastPiece);
        frontier.Advance(output.State, rows, pieces, left.Length == running.Length ? null : rows);
        return left.Length == running.Length ? running : [.. left.Select(row => running[row])];
    }
}
