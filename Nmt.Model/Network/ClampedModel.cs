using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>A network some of whose gates are held: what would it say without this unit?</summary>
internal sealed class ClampedModel : IStepModel
{
    private readonly Seq2SeqModel _network;
    private readonly ClampedRecurrence _recurrence;

    /// <param name="network">Stays the caller's and is not changed.</param>
    /// <param name="clamps">What is held.</param>
    /// <exception cref="NmtException">A clamp is for a layer, unit or value that this network does not have.</exception>
    public ClampedModel(Seq2SeqModel network, IReadOnlyList<UnitClamp> clamps)
    {
        _network = network;
        _recurrence = new ClampedRecurrence(Checked(clamps, network.Config));
    }

    /// <inheritdoc/>
    public int VocabularySize => _network.VocabularySize;

    /// <inheritdoc/>
    public EncodedSource Encode(TokenBatch source) => _network.Encode(source, _recurrence);

    /// <inheritdoc/>
    public DecoderState Start(EncodedSource source, int beam) => _network.Start(source, beam);

    /// <inheritdoc/>
    public StepOutput Step(Tensor previous, DecoderState state, EncodedSource source) =>
        _network.Step(previous, state, source, _recurrence);

    /// <summary>The clamps, when all of them fit.</summary>
    /// <exception cref="NmtException">Names all that do not.</exception>
    public static IReadOnlyList<UnitClamp> Checked(IReadOnlyList<UnitClamp> clamps, ModelConfig config)
    {
        var faults = clamps.Select(clamp => clamp.Fault(config)).OfType<string>().ToArray();
        return faults.Length == 0 ? clamps : throw new NmtException("These units cannot be held: " + string.Join(' ', faults));
    }
}
