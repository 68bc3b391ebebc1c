namespace Nmt.Model.Search;

/// <summary>What is asked of the translation of one sentence of a batch.</summary>
public sealed record SentenceDemands
{
    /// <summary>Nothing is asked.</summary>
    public static SentenceDemands None { get; } = new();

    /// <summary>Applied in this order; a later one wins over an earlier one.</summary>
    public IReadOnlyList<IPieceRule> Rules { get; init; } = [];

    /// <summary>
    /// Part of the beam is kept for hypotheses that have said more of what is needed (dynamic beam allocation, Post and
    /// Vilar 2018). Without it what is needed is said by the likeliest only.
    /// </summary>
    public bool ShareBeamByNeed { get; init; }

    internal int Need => Rules.Sum(rule => rule.Need([]));
}
