using Nmt.Training.Corpus;

namespace Nmt.Training.Learning;

/// <summary>Cuts a batch into parts that the memory holds.</summary>
internal static class BatchParts
{
    /// <summary>What a batch takes in memory: tokens of its wider side, padding and end marks included.</summary>
    public static int Cells(IReadOnlyCollection<EncodedPair> pairs) => pairs.Count * pairs.Max(pair => pair.Widest);

    /// <param name="pairs">In the order in which they stay.</param>
    /// <param name="limit">Most cells of a part; a longer pair is a part of its own. Null for one part.</param>
    public static IReadOnlyList<IReadOnlyList<EncodedPair>> Of(IReadOnlyList<EncodedPair> pairs, int? limit)
    {
        if (limit is null || Cells(pairs) <= limit)
            return [pairs];

        List<IReadOnlyList<EncodedPair>> parts = [];
        List<EncodedPair> part = [];
        var widest = 0;
        foreach (var pair in pairs)
        {
            var width = Math.Max(widest, pair.Widest);
            if (part.Count > 0 && (long)width * (part.Count + 1) > limit)
            {
                parts.Add(part);
                part = [];
                width = pair.Widest;
            }

            part.Add(pair);
            widest = width;
        }

        return [.. parts, part];
    }
}
