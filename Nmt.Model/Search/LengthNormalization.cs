namespace Nmt.Model.Search;

/// <summary>By what a hypothesis's log-probability is divided, so that long translations can win.</summary>
public enum LengthNormalization
{
    /// <summary>Nothing: the score is the log-probability.</summary>
    None,

    /// <summary>L^alpha; with alpha 1 the score is the mean log-probability of a piece.</summary>
    Average,

    /// <summary>((5 + L) / 6)^alpha: Wu et al. 2016, equation 14.</summary>
    Gnmt,
}
