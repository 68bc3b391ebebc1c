namespace Nmt.Training.Evaluation;

/// <summary>
/// A measure of translations: it counts some numbers in each line, and the sums of these over a text give the score. So a
/// resampled text costs a sum and no second look at the lines. Not thread-safe.
/// </summary>
internal interface IMetric
{
    /// <summary>What the score is called: BLEU, chrF2, chrF2++, TER.</summary>
    string Name { get; }

    /// <summary>The metric's part of the signature.</summary>
    IReadOnlyList<SignatureField> Settings { get; }

    /// <summary>How many numbers a line has.</summary>
    int Width { get; }

    /// <summary>Fills in the numbers of one line.</summary>
    /// <param name="hypothesis">The translation.</param>
    /// <param name="references">At least one.</param>
    /// <param name="statistics"><see cref="Width"/> long; overwritten.</param>
    void Count(string hypothesis, IReadOnlyList<string> references, Span<double> statistics);

    /// <summary>The score in percent.</summary>
    /// <param name="statistics">The sums over a text.</param>
    double Score(ReadOnlySpan<double> statistics);

    /// <summary>What stands behind the score, in words; may be empty.</summary>
    string Verbose(ReadOnlySpan<double> statistics);
}
