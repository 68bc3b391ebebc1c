using Nmt.Model.Batching;
using Nmt.Model.Network;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>
/// What a search needs of a model: encode once, then one decoding step at a time over values. A search knows ids and
/// this contract, never text and never layers, so that it can be tested with a scripted model.
/// </summary>
public interface IStepModel
{
    /// <summary>Number of pieces that a step scores.</summary>
    int VocabularySize { get; }

    /// <summary>Encodes a batch of sentences; the result has one row a sentence.</summary>
    EncodedSource Encode(TokenBatch source);

    /// <summary>The state before the first piece: <paramref name="beam"/> equal rows for each sentence.</summary>
    DecoderState Start(EncodedSource source, int beam);

    /// <summary>Scores the pieces that may follow.</summary>
    /// <param name="previous">The pieces chosen last, <c>[rows]</c> int64, where rows is a multiple of the number of sentences and row r belongs to sentence r / (rows / sentences).</param>
    /// <param name="state">The state that chose them, <c>rows</c> rows.</param>
    /// <param name="source">The encoded sentences.</param>
    StepOutput Step(Tensor previous, DecoderState state, EncodedSource source);
}

/// <summary>The outcome of one decoding step.</summary>
/// <param name="LogProbabilities">Natural logarithms, <c>[rows, vocab]</c>; each row's exponentials sum to 1.</param>
/// <param name="Attention">Weights over the source, <c>[rows, srcLen]</c>; each row sums to 1, padding has 0.</param>
/// <param name="State">The state to continue from.</param>
public readonly record struct StepOutput(Tensor LogProbabilities, Tensor Attention, DecoderState State);
