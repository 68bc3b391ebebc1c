namespace Nmt.Training.Evaluation;

/// <summary>
/// What BLEU needs to know of a text, for orders 1 to <see cref="MaxOrder"/>. The statistics of a corpus are the sums
/// over its lines.
/// </summary>
internal sealed class BleuStatistics
{
    public const int MaxOrder = 4;

    /// <summary>How many numbers there are: two lengths, matches and totals of each order.</summary>
    public const int Width = 2 + (2 * MaxOrder);

    private readonly long[] _correct = new long[MaxOrder];
    private readonly long[] _total = new long[MaxOrder];

    public BleuStatistics()
    {
    }

    /// <param name="numbers">As <see cref="CopyTo"/> lays them out.</param>
    public BleuStatistics(ReadOnlySpan<double> numbers)
    {
        HypothesisLength = (long)numbers[0];
        ReferenceLength = (long)numbers[1];
        for (var i = 0; i < MaxOrder; i++)
        {
            _correct[i] = (long)numbers[2 + i];
            _total[i] = (long)numbers[2 + MaxOrder + i];
        }
    }

    /// <summary>Words of the hypotheses.</summary>
    public long HypothesisLength { get; set; }

    /// <summary>Words of the references: per line the reference closest in length, of two equally close the shorter.</summary>
    public long ReferenceLength { get; set; }

    /// <summary>Matched n-grams by order - 1, each at most as often as in that reference which has it most often.</summary>
    public Span<long> Correct => _correct;

    /// <summary>N-grams of the hypotheses by order - 1.</summary>
    public Span<long> Total => _total;

    /// <summary>Both lengths, the matches, the totals.</summary>
    public void CopyTo(Span<double> numbers)
    {
        numbers[0] = HypothesisLength;
        numbers[1] = ReferenceLength;
        for (var i = 0; i < MaxOrder; i++)
        {
            numbers[2 + i] = _correct[i];
            numbers[2 + MaxOrder + i] = _total[i];
        }
    }
}
