namespace Nmt.Training.Evaluation;

/// <summary>What BLEU does with an n-gram order that has no match (Chen and Cherry 2014, WMT).</summary>
internal enum SmoothMethod
{
    /// <summary>The k-th order without a match counts as 1/2^k matches: their method 3, and mteval-v13a's.</summary>
    Exp,

    /// <summary>A small value instead of no match: their method 1.</summary>
    Floor,

    /// <summary>The value added to matches and totals of all orders above 1: their method 2.</summary>
    AddK,

    /// <summary>Nothing: the score is 0.</summary>
    None,
}
