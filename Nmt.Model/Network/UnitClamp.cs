namespace Nmt.Model.Network;

/// <summary>A gate of a unit that is held at a value instead of what the network computes, at every token.</summary>
/// <param name="Side">The stack that the unit is in.</param>
/// <param name="Layer">From 0, the lowest.</param>
/// <param name="Unit">From 0; null for all units of the layer.</param>
/// <param name="Gate">What is held.</param>
/// <param name="Value">0 to 1; of the candidate, -1 to 1.</param>
public sealed record UnitClamp(MemorySide Side, int Layer, int? Unit, Gate Gate, float Value)
{
    /// <summary>Switches a unit off: what its cell holds is never shown to anything else.</summary>
    public static UnitClamp Off(MemorySide side, int layer, int? unit) => new(side, layer, unit, Gate.Output, 0);

    /// <summary>What is wrong with the clamp for a network of that shape, in one sentence; null when it is fine.</summary>
    public string? Fault(ModelConfig config)
    {
        var (layers, units) = config.Cells(Side);
        var least = Gate == Gate.Candidate ? -1 : 0;
        return (Layer >= 0 && Layer < layers, Unit is null || (Unit >= 0 && Unit < units), Value >= least && Value <= 1) switch
        {
            (false, _, _) => $"clamp: expected a layer from 0 to {layers - 1}, found {Layer}.",
            (_, false, _) => $"clamp: expected a unit from 0 to {units - 1}, found {Unit}.",
            (_, _, false) => $"clamp: expected a value from {least} to 1, found {Value}.",
            _ => null,
        };
    }
}
