namespace Nmt.Model.Network;

/// <summary>
/// How much of what a cell took in at one token is still in it at a later one. From one step to the next a cell keeps the
/// share f of what it holds, so of what came in at token s the product of the forget gates behind s is left at token t.
/// </summary>
public static class Retention
{
    /// <summary>The share that is left, 0 to 1; 1 at the token itself.</summary>
    /// <param name="memory">The layer.</param>
    /// <param name="side">Which way it reads.</param>
    /// <param name="unit">One unit; null for the mean over all units of the layer.</param>
    /// <returns><c>[from][at]</c>, both in the order in which the layer reads; NaN where at comes before from.</returns>
    public static float[][] Of(LayerMemory memory, MemorySide side, int? unit)
    {
        var forget = memory[MemoryQuantity.Forget].ToArray();
        if (side == MemorySide.SourceBackward)
            Array.Reverse(forget);
        return [.. Enumerable.Range(0, forget.Length).Select(from => From(from, forget, unit))];
    }

    private static float[] From(int from, float[][] forget, int? unit)
    {
        var left = new double[forget[0].Length];
        Array.Fill(left, 1);
        var shares = new float[forget.Length];
        Array.Fill(shares, float.NaN, 0, from);
        for (var at = from; at < forget.Length; at++)
        {
            for (var u = 0; at > from && u < left.Length; u++)
                left[u] *= forget[at][u];
            shares[at] = (float)(unit is { } one ? left[one] : left.Average());
        }

        return shares;
    }
}
