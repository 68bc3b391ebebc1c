using Nmt.Model.Batching;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// Beam search over all sentences of a batch at once. A step is one call of the model on <c>sentences * width</c> rows,
/// one selection of candidates on the device, two small copies, and bookkeeping in plain arrays. Sentences that are done
/// leave the batch at once; the encoded source is never repeated for the beam.
/// </summary>
public sealed class BeamSearch : ISearch
{
    /// <inheritdoc/>
    public IReadOnlyList<SearchResult> Search(
        IStepModel model, TokenBatch source, SearchOptions options, Action<SearchProgress>? progress, CancellationToken token)
    {
        options.Check();
        token.ThrowIfCancellationRequested();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var attention = options.KeepAttention ? new AttentionTrace() : null;
        var all = Beams(source, options);
        var frontier = new Frontier(model, source);

        var running = all;
        for (var step = 0; running.Length > 0; step++)
        {
            token.ThrowIfCancellationRequested();
            using var stepScope = NewDisposeScope();
            var output = frontier.Step(model);
            attention?.Add(output.Attention);

            // One candidate of a row may be Eos, so that the best `beam` continuations of a sentence are always among these.
            var candidates = new Candidates(output.LogProbabilities, perRow: options.Beam + 1);
            var rowsEach = (int)output.LogProbabilities.shape[0] / running.Length;
            for (var i = 0; i < running.Length; i++)
            {
                running[i].Advance(candidates, i * rowsEach);
                progress?.Invoke(running[i].Progress(step));
            }

            running = GoOn(frontier, output, running);
        }

        return [.. all.Select(beam => beam.Result(attention))];
    }

    private static Beam[] Beams(TokenBatch source, SearchOptions options)
    {
        var tree = new HypothesisTree();
        var lengths = source.Lengths.cpu().data<long>().ToArray();
        return [.. lengths.Select((length, sentence) => new Beam(sentence, (int)length - 1, options, tree))];
    }

    /// <summary>Lays out the next step's rows and returns the sentences that it is about.</summary>
    private static Beam[] GoOn(Frontier frontier, StepOutput output, Beam[] running)
    {
        var left = Enumerable.Range(0, running.Length).Where(i => !running[i].Done).ToArray();
        if (left.Length == 0)
            return [];

        // A beam that is not full (the first steps over a tiny vocabulary) repeats its best row; nobody reads those.
        var width = left.Max(i => running[i].Width);
        var rows = new long[left.Length * width];
        var pieces = new long[rows.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var beam = running[left[row / width]];
            var hypothesis = row % width < beam.Width ? row % width : 0;
            rows[row] = beam.RowOf(hypothesis);
            pieces[row] = beam.PieceOf(hypothesis);
        }

        var allLeft = left.Length == running.Length;
        frontier.Advance(output.State, rows, pieces, allLeft ? null : [.. left.Select(i => (long)i)]);
        return allLeft ? running : [.. left.Select(i => running[i])];
    }
}
