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
        options.Check(source.Count);
        token.ThrowIfCancellationRequested();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var traces = new StepTraces(options);
        var all = Sentences(source, options, traces);
        var frontier = new Frontier(model, source, options.Demands);

        var running = all;
        for (var step = 0; running.Length > 0; step++)
        {
            token.ThrowIfCancellationRequested();
            using var stepScope = NewDisposeScope();
            var output = frontier.Step(model);
            traces.Add(output);

            // One candidate of a row may be Eos, so that the best `beam` continuations of a sentence are always among
            // these; in a group of the beam the places of other groups make up for the pieces that they made costly.
            var rowsEach = (int)output.LogProbabilities.shape[0] / running.Length;
            var candidates = new Candidates(output.LogProbabilities, options.Beam + 1, Choices(running, rowsEach));
            for (var i = 0; i < running.Length; i++)
            {
                running[i].Advance(candidates, i * rowsEach);
                progress?.Invoke(running[i].Progress(step));
            }

            running = GoOn(frontier, output, running);
        }

        return [.. all.Select(sentence => sentence.Result())];
    }

    private static SentenceBeams[] Sentences(TokenBatch source, SearchOptions options, StepTraces traces)
    {
        var tree = new HypothesisTree();
        var lengths = source.Lengths.cpu().data<long>().ToArray();
        return [.. lengths.Select((length, sentence) =>
            new SentenceBeams(new BeamContext(sentence, (int)length - 1, options, traces), tree))];
    }

    private static PieceChoice?[]? Choices(SentenceBeams[] running, int rowsEach)
    {
        if (!Array.Exists(running, sentence => sentence.HasRules))
            return null;
        var choices = new PieceChoice?[running.Length * rowsEach];
        for (var i = 0; i < running.Length; i++)
        {
            var row = i * rowsEach;
            foreach (var choice in running[i].HasRules ? running[i].Choices() : [])
                choices[row++] = choice;
        }

        return choices;
    }

    /// <summary>Lays out the next step's rows and returns the sentences that it is about.</summary>
    private static SentenceBeams[] GoOn(Frontier frontier, StepOutput output, SentenceBeams[] running)
    {
        var left = Enumerable.Range(0, running.Length).Where(i => !running[i].Done).ToArray();
        if (left.Length == 0)
            return [];

        // A beam that is not full (the first steps over a tiny vocabulary) repeats its first row; nobody reads those.
        var width = left.Max(i => running[i].Rows);
        var rows = new long[left.Length * width];
        var pieces = new long[rows.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var row = i * width;
            foreach (var (from, piece) in running[left[i]].Living())
                (rows[row], pieces[row++]) = (from, piece);
            for (; row < (i + 1) * width; row++)
                (rows[row], pieces[row]) = (rows[i * width], pieces[i * width]);
        }

        var allLeft = left.Length == running.Length;
        frontier.Advance(output.State, rows, pieces, allLeft ? null : [.. left.Select(i => (long)i)]);
        return allLeft ? running : [.. left.Select(i => running[i])];
    }
}
