namespace Nmt.Training.Evaluation;

/// <summary>
/// What BLEU needs to know of a text, for orders 1 to <see cref="MaxOrder"/>. The statistics of a corpus are the sums
/// over its lines.
/// </summary>
internal sealed class BleuStatistics
{
    public const int MaxOrder = 4;

    private readonly long[] _correct = new long[MaxOrder];
    private readonly long[] _total = new long[MaxOrder];

    /// <summary>Words of the hypotheses.</summary>
    public long HypothesisLength { get; set; }

    /// <summary>Words of the references: per line the reference closest in length, of two equally close the shorter.</summary>
    public long ReferenceLength { get; set; }

    /// <summary>Matched n-grams by order - 1, each at most as often as in that reference which has it most often.</summary>
    public Span<long> Correct => _correct;

    /// <summary>N-grams of the hypotheses by order - 1.</summary>
    public Span<long> Total => _total;

    public void Add(BleuStatistics other)
    {
        HypothesisLength += other.HypothesisLength;
        ReferenceLength += other.ReferenceLength;
        for (var i = 0; i < MaxOrder; i++)
        {
            _correct[i] += other._correct[i];
            _total[i] += other._total[i];
        }
    }
}
