namespace Nmt.Model.Search;

/// <summary>
/// How pieces are drawn: first the temperature, then the best <see cref="TopK"/>, then the nucleus of those, then one
/// draw in proportion to what is left. The log-probabilities of the result are the model's own all the same.
/// </summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the log-probabilities: below 1 sharpens the distribution, above 1 flattens it.</summary>
    public double Temperature { get; init; } = 1.0;

    /// <summary>Only so many of the likeliest pieces can be drawn (Fan et al. 2018); 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the fewest likeliest pieces whose probabilities reach this sum can be drawn (Holtzman et al. 2020); 1 for all.</summary>
    public double TopP { get; init; } = 1.0;

    /// <summary>The same seed gives the same draws for the same sentence, whatever else is in the batch.</summary>
    public int Seed { get; init; } = 1;

    internal IEnumerable<string> Faults()
    {
        if (!(Temperature is > 0 and <= 100))
            yield return $"temperature: expected more than 0, up to 100, found {Temperature}.";
        if (TopK < 0)
            yield return $"top-k: expected 0 (all) or more, found {TopK}.";
        if (!(TopP is > 0 and <= 1))
            yield return $"top-p: expected more than 0, up to 1, found {TopP}.";
    }
}
