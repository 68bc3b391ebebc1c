namespace Nmt.Model.Network;

/// <summary>Orders in which the units of a layer are worth looking at: of hundreds, which first?</summary>
public static class UnitOrder
{
    /// <summary>A forget gate above this holds.</summary>
    public const float Holds = 0.9f;

    /// <summary>Those that change most along the sentence first.</summary>
    public static int[] ByVariance(LayerMemory memory, MemoryQuantity quantity) =>
        Descending(memory, unit => Variance(memory.Unit(quantity, unit)));

    /// <summary>Those that hold longest first; among equals those that forget less.</summary>
    public static int[] ByHold(LayerMemory memory) =>
        Descending(memory, unit => LongestHold(memory, unit) + memory.Unit(MemoryQuantity.Forget, unit).Average() / 2);

    /// <summary>
    /// Like beside like: from the unit that changes most, each time the unit that moves most like the last one
    /// (correlation along the sentence). A chain by nearest neighbours: no number of clusters to choose, no chance.
    /// </summary>
    public static int[] ByLikeness(LayerMemory memory, MemoryQuantity quantity)
    {
        var shapes = Enumerable.Range(0, memory.Units).Select(unit => Standardized(memory.Unit(quantity, unit))).ToArray();
        var left = ByVariance(memory, quantity).ToList();
        List<int> chain = [left[0]];
        left.RemoveAt(0);
        while (left.Count > 0)
        {
            var last = shapes[chain[^1]];
            var next = left.MaxBy(unit => Correlation(last, shapes[unit]));
            chain.Add(next);
            left.Remove(next);
        }

        return [.. chain];
    }

    /// <summary>The mean square distance from the mean.</summary>
    public static double Variance(IReadOnlyList<float> values)
    {
        var mean = values.Average(value => (double)value);
        return values.Average(value => (value - mean) * (value - mean));
    }

    /// <summary>The longest run of tokens at which the unit's forget gate is above <see cref="Holds"/>.</summary>
    public static int LongestHold(LayerMemory memory, int unit)
    {
        var (longest, run) = (0, 0);
        foreach (var units in memory[MemoryQuantity.Forget])
        {
            run = units[unit] > Holds ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static int[] Descending(LayerMemory memory, Func<int, double> measure) =>
        [.. Enumerable.Range(0, memory.Units).OrderByDescending(measure)];

    private static double[] Standardized(float[] values)
    {
        var mean = values.Average(value => (double)value);
        var length = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => length > 0 ? (value - mean) / length : 0);
    }

    private static double Correlation(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
