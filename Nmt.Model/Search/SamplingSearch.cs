using Nmt.Model.Batching;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// Draws translations from the model, piece by piece. Each draw has a random source of its own, seeded by the options'
/// seed, the sentence and the draw's number, so that neither the batch nor the number of draws changes one.
/// </summary>
public sealed class SamplingSearch : ISearch
{
    /// <inheritdoc/>
    /// <remarks><see cref="SearchOptions.NBest"/> is the number of draws; the one with the best score comes first.</remarks>
    public IReadOnlyList<SearchResult> Search(
        IStepModel model, TokenBatch source, SearchOptions options, Action<SearchProgress>? progress, CancellationToken token)
    {
        options = options with { Sampling = options.Sampling ?? new(), TraceNodes = 0 };
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
            var values = output.LogProbabilities.cpu().data<float>().ToArray();
            var vocabulary = (int)output.LogProbabilities.shape[1];
            var rowsEach = (int)output.LogProbabilities.shape[0] / running.Length;
            for (var i = 0; i < running.Length; i++)
            {
                running[i].Append(values, vocabulary, i * rowsEach);
                progress?.Invoke(running[i].Progress(step));
            }

            running = GoOn(frontier, output, running);
        }

        return [.. all.Select(sentence => sentence.Result())];
    }

    private static SampledSentence[] Sentences(TokenBatch source, SearchOptions options, StepTraces traces)
    {
        var lengths = source.Lengths.cpu().data<long>().ToArray();
        var ids = source.Ids.cpu().data<long>().ToArray();
        return [.. lengths.Select((length, sentence) => new SampledSentence(
            new BeamContext(sentence, (int)length - 1, options, traces),
            ids.AsSpan(sentence * source.Length, (int)length).ToArray()))];
    }

    private static SampledSentence[] GoOn(Frontier frontier, StepOutput output, SampledSentence[] running)
    {
        var left = Enumerable.Range(0, running.Length).Where(i => !running[i].Done).ToArray();
        if (left.Length == 0)
            return [];

        // Draws that are done leave the batch; a sentence with fewer left than another repeats its first row.
        var width = left.Max(i => running[i].Living.Count);
        var next = left.SelectMany(i => Enumerable.Range(0, width).Select(k => running[i].Living[k < running[i].Living.Count ? k : 0])).ToArray();
        var rows = Array.ConvertAll(next, draw => (long)draw.Row);
        var pieces = Array.ConvertAll(next, draw => (long)draw.Line.LastPiece);
        frontier.Advance(output.State, rows, pieces, left.Length == running.Length ? null : [.. left.Select(i => (long)i)]);
        return left.Length == running.Length ? running : [.. left.Select(i => running[i])];
    }
}
