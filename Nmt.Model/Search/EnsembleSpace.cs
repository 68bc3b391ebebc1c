namespace Nmt.Model.Search;

/// <summary>How the members of an ensemble are averaged.</summary>
public enum EnsembleSpace
{
    /// <summary>The weighted mean of the log-probabilities, made to sum to 1 again: a piece needs the consent of all.</summary>
    Log,

    /// <summary>The weighted mean of the probabilities: a piece needs the vote of some.</summary>
    Linear,
}
