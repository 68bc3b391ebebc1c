namespace Nmt.Training.Evaluation;

/// <summary>What a metric says of one of several systems.</summary>
/// <param name="Score">In percent.</param>
/// <param name="PValue">
/// How likely a difference to the baseline as large as this one is by chance; null for the baseline itself and where
/// nothing was tested.
/// </param>
/// <param name="Interval">Null where nothing was resampled.</param>
internal sealed record SystemResult(double Score, double? PValue = null, ConfidenceInterval? Interval = null);
