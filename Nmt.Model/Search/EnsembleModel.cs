using Nmt.Model.Batching;
using Nmt.Model.Network;
using static TorchSharp.torch;

namespace Nmt.Model.Search;

/// <summary>Several models with one vocabulary that are asked together: each step averages what they say.</summary>
/// <remarks>A step's attention is the weighted mean of the members'.</remarks>
public sealed class EnsembleModel : IStepModel
{
    private readonly IReadOnlyList<IStepModel> _members;
    private readonly double[] _weights;
    private readonly EnsembleSpace _space;

    /// <param name="members">At least one; they stay the caller's.</param>
    /// <param name="weights">One a member, above 0; any scale.</param>
    /// <param name="space">What is averaged.</param>
    /// <exception cref="ArgumentException">Vocabularies or weights do not fit.</exception>
    public EnsembleModel(IReadOnlyList<IStepModel> members, IReadOnlyList<double> weights, EnsembleSpace space)
    {
        ArgumentOutOfRangeException.ThrowIfZero(members.Count, nameof(members));
        if (members.Any(member => member.VocabularySize != members[0].VocabularySize))
            throw new ArgumentException("The members have vocabularies of different sizes.", nameof(members));
        if (weights.Count != members.Count || weights.Any(weight => !(weight > 0 && double.IsFinite(weight))))
            throw new ArgumentException($"Expected {members.Count} weights above 0, found {string.Join(", ", weights)}.", nameof(weights));
        _members = members;
        _weights = [.. weights.Select(weight => weight / weights.Sum())];
        _space = space;
    }

    /// <inheritdoc/>
    public int VocabularySize => _members[0].VocabularySize;

    /// <inheritdoc/>
    public EncodedSource Encode(TokenBatch source)
    {
        EncodedSource[] encoded = [.. _members.Select(member => member.Encode(source))];
        var first = encoded[0];
        return new EncodedSource(first.States, first.Keys, first.Mask, first.Mean) { Others = encoded[1..] };
    }

    /// <inheritdoc/>
    public DecoderState Start(EncodedSource source, int beam) =>
        Join([.. _members.Select((member, i) => member.Start(Of(source, i), beam))]);

    /// <inheritdoc/>
    public StepOutput Step(Tensor previous, DecoderState state, EncodedSource source)
    {
        using var scope = NewDisposeScope();
        StepOutput[] outputs = [.. _members.Select((member, i) =>
            member.Step(previous, i == 0 ? new(state.Tensors) : state.Others[i - 1], Of(source, i)))];
        var attention = outputs.Select((output, i) => output.Attention * _weights[i]).Aggregate((sum, part) => sum + part);
        return new StepOutput(
            Average(outputs).MoveToOuterDisposeScope(),
            attention.MoveToOuterDisposeScope(),
            Join([.. outputs.Select(output => output.State)]).MoveToOuterDisposeScope());
    }

    private static EncodedSource Of(EncodedSource source, int member) => member == 0 ? source : source.Others[member - 1];

    private static DecoderState Join(DecoderState[] states) => new(states[0].Tensors) { Others = states[1..] };

    // -inf times a weight stays -inf, and the log-sum-exp of a piece that no member allows is -inf: no case is special.
    private Tensor Average(StepOutput[] outputs) => _space == EnsembleSpace.Log
        ? outputs.Select((output, i) => output.LogProbabilities * _weights[i]).Aggregate((sum, part) => sum + part).log_softmax(-1)
        : stack(outputs.Select((output, i) => output.LogProbabilities + Math.Log(_weights[i])), 0).logsumexp(0);
}
