using Nmt.Model.Errors;

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

    /// <summary>Where attention looks at some steps, in every hypothesis alike. Of two that name one step the later counts.</summary>
    public IReadOnlyList<ForcedAttention> Attention { get; init; } = [];

    internal int Need => Rules.Sum(rule => rule.Need([]));

    /// <exception cref="NmtException">Attention is to look where the source has no piece.</exception>
    internal void CheckAttention(int sourcePieces)
    {
        foreach (var look in Attention)
        {
            if (look.Step < 0 || look.SourcePosition < 0 || look.SourcePosition > sourcePieces)
                throw new NmtException($"Forced attention: expected a step from 0 and a source position from 0 to {sourcePieces}, found step {look.Step}, position {look.SourcePosition}. Name a piece of this sentence, or its end.");
        }
    }
}
