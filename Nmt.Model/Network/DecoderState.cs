using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// What the decoder remembers between two steps, one row a hypothesis. A value with one verb, <see cref="Select"/>:
/// beam search reorders, repeats and drops hypotheses by it.
/// </summary>
/// <param name="tensors">
/// For <see cref="Seq2SeqModel"/>: h and c of each layer, each <c>[rows, hidden]</c>, then, with input feeding, the
/// last output <c>[rows, emb]</c>. Every tensor's first dimension is the row.
/// </param>
public sealed class DecoderState(IReadOnlyList<Tensor> tensors) : IDisposable
{
    /// <summary>The tensors, each with the row as its first dimension.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The states of further members of an ensemble; empty for a single model.</summary>
    public IReadOnlyList<DecoderState> Others { get; init; } = [];

    /// <summary>Number of hypotheses.</summary>
    public int Rows => (int)tensors[0].shape[0];

    /// <summary>The rows at <paramref name="rows"/> (<c>[n]</c> int64), in that order, as a new value.</summary>
    public DecoderState Select(Tensor rows) => new([.. tensors.Select(tensor => tensor.index_select(0, rows))])
    {
        Others = [.. Others.Select(other => other.Select(rows))],
    };

    /// <summary>Moves the tensors out of the current dispose scope and returns this value.</summary>
    public DecoderState MoveToOuterDisposeScope()
    {
        foreach (var tensor in tensors)
            tensor.MoveToOuterDisposeScope();
        foreach (var other in Others)
            other.MoveToOuterDisposeScope();
        return this;
    }

    public void Dispose()
    {
        foreach (var tensor in tensors)
            tensor.Dispose();
        foreach (var other in Others)
            other.Dispose();
    }
}
