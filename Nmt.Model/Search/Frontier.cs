using Nmt.Model.Batching;
using Nmt.Model.Network;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// The tensors between two steps of a search: the unfinished sentences, the state of their hypotheses, and the pieces
/// chosen last. They belong to the dispose scope around the steps; each step replaces them.
/// </summary>
internal sealed class Frontier
{
    private EncodedSource _source;
    private DecoderState _state;
    private Tensor _previous;
    private IReadOnlyList<ForcedAttention>[] _forced; // of each unfinished sentence; empty when nothing is forced
    private int _step;

    /// <summary>Before the first piece: one row a sentence, whatever the beam, since all its rows would be equal.</summary>
    public Frontier(IStepModel model, TokenBatch source, IReadOnlyList<SentenceDemands>? demands = null)
    {
        var anyIsForced = demands is not null && demands.Any(asked => asked.Attention.Count > 0);
        _forced = anyIsForced ? Array.ConvertAll(demands!.ToArray(), asked => asked.Attention) : [];
        _source = model.Encode(source);
        _state = model.Start(_source, beam: 1);
        _previous = tensor(Enumerable.Repeat((long)SpecialTokens.Bos, source.Count).ToArray(), device: source.Ids.device);
    }

    public StepOutput Step(IStepModel model) => model.Step(_previous, _state, Visible(_step++));

    /// <summary>Goes on from a step's outcome, within that step's dispose scope.</summary>
    /// <param name="state">The state that the step gave.</param>
    /// <param name="rows">The rows to go on with, grouped by sentence, the same number for each.</param>
    /// <param name="pieces">The piece that each of them chose.</param>
    /// <param name="sentences">The sentences that are left, as indices into those of the step; null when all are.</param>
    public void Advance(DecoderState state, long[] rows, long[] pieces, long[]? sentences)
    {
        var device = _previous.device;
        var next = state.Select(tensor(rows, device: device)).MoveToOuterDisposeScope();
        _state.Dispose();
        _state = next;

        _previous.Dispose();
        _previous = tensor(pieces, device: device).MoveToOuterDisposeScope();

        if (sentences is null)
            return;
        var left = _source.Select(tensor(sentences, device: device)).MoveToOuterDisposeScope();
        _source.Dispose();
        _source = left;
        _forced = _forced is [] ? [] : [.. sentences.Select(sentence => _forced[sentence])];
    }

    // Where attention can see one position alone, the softmax over its score is 1 and the context is that annotation, in
    // every row of the beam and to the last bit: nothing in the network has to know.
    private EncodedSource Visible(int step)
    {
        if (!Array.Exists(_forced, looks => looks.Any(look => look.Step == step)))
            return _source;
        var (mask, device) = (_source.Mask, _source.Mask.device);
        var places = tensor(Array.ConvertAll(_forced, looks => Place(looks, step)), device: device).unsqueeze(1); // [batch, 1]
        var only = arange(mask.shape[1], dtype: int64, device: device).eq(places); // [batch, srcLen]
        return _source.Seeing(where(places.lt(0), mask, only));
    }

    private static long Place(IReadOnlyList<ForcedAttention> looks, int step) =>
        looks.LastOrDefault(look => look.Step == step, new(step, -1)).SourcePosition;
}
