namespace Nmt.Training.Corpus;

/// <summary>What a sample of numbers says, with little regard to its outliers.</summary>
internal static class SampleStatistics
{
    /// <summary>Spearman's: of the ranks, so that a few odd values do not decide.</summary>
    public static double RankCorrelation(ReadOnlySpan<double> one, ReadOnlySpan<double> other) => Correlation(Ranks(one), Ranks(other));

    /// <summary>Pearson's; 1 where one side does not vary, since equal values say nothing against each other.</summary>
    public static double Correlation(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double meanOne = Mean(one);
        double meanOther = Mean(other);
        double product = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int i = 0; i < one.Length; i++)
        {
            double x = one[i] - meanOne;
            double y = other[i] - meanOther;
            product += x * y;
            squaresOne += x * x;
            squaresOther += y * y;
        }

        return squaresOne == 0 || squaresOther == 0 ? 1 : product / Math.Sqrt(squaresOne * squaresOther);
    }

    /// <summary>Ranks from 1; equal values share the mean of theirs.</summary>
    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int i = 0; i < sorted.Length;)
        {
            int behind = i + 1;
            while (behind < sorted.Length && sorted[behind] == sorted[i])
            {
                behind++;
            }

            for (int j = i; j < behind; j++)
            {
                ranks[order[j]] = (i + behind + 1) / 2.0;
            }

            i = behind;
        }

        return ranks;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>The upper one of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
