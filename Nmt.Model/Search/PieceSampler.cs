using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>Draws one piece of a distribution.</summary>
internal sealed class PieceSampler(SamplingOptions options)
{
    /// <param name="logProbabilities">Of every piece.</param>
    /// <param name="choice">What may be drawn; null for everything but Pad and Bos.</param>
    /// <param name="random">One draw is taken from it.</param>
    /// <returns>The piece; -1 when none may follow.</returns>
    public int Draw(ReadOnlySpan<float> logProbabilities, PieceChoice? choice, Random random)
    {
        var (pieces, weights) = Weigh(logProbabilities, choice);
        var count = Cut(pieces, weights);
        var left = random.NextDouble() * weights.AsSpan(0, count).ToArray().Sum();
        for (var i = 0; i < count; i++)
        {
            left -= weights[i];
            if (left < 0)
                return pieces[i];
        }

        return count == 0 ? -1 : pieces[count - 1];
    }

    private (int[] Pieces, double[] Weights) Weigh(ReadOnlySpan<float> logProbabilities, PieceChoice? choice)
    {
        var pieces = new List<int>(logProbabilities.Length);
        var best = float.NegativeInfinity;
        for (var piece = SpecialTokens.Eos; piece < logProbabilities.Length; piece++)
        {
            if (!(logProbabilities[piece] > float.NegativeInfinity) || choice?.Allows(piece) == false)
                continue;
            pieces.Add(piece);
            best = Math.Max(best, logProbabilities[piece]);
        }

        var weights = new double[pieces.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Math.Exp((logProbabilities[pieces[i]] - best) / options.Temperature);
        return ([.. pieces], weights);
    }

    // The likeliest first, and how many of them are left. Without a cut the order does not matter.
    private int Cut(int[] pieces, double[] weights)
    {
        if (options.TopK == 0 && options.TopP == 1)
            return pieces.Length;
        Array.Sort(weights, pieces, Comparer<double>.Create((x, y) => y.CompareTo(x)));
        var count = options.TopK == 0 ? pieces.Length : Math.Min(options.TopK, pieces.Length);
        var nucleus = options.TopP * weights.AsSpan(0, count).ToArray().Sum();
        var (sum, kept) = (0.0, 0);
        while (kept < count && (kept == 0 || sum < nucleus))
            sum += weights[kept++];
        return kept;
    }
}
