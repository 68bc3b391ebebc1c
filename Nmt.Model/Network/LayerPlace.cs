namespace Nmt.Model.Network;

/// <summary>Where an LSTM layer stands in the network.</summary>
/// <param name="Side">Its stack.</param>
/// <param name="Layer">From 0, the lowest.</param>
internal readonly record struct LayerPlace(MemorySide Side, int Layer)
{
    /// <summary>Those clamps that hold units of this layer.</summary>
    public IReadOnlyList<UnitClamp> Own(IReadOnlyList<UnitClamp> clamps)
    {
        var place = this;
        return [.. clamps.Where(clamp => place == new LayerPlace(clamp.Side, clamp.Layer))];
    }
}
