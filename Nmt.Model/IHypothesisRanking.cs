namespace Nmt.Model;

/// <summary>Chooses among the translations that a search found, not by their score alone.</summary>
public interface IHypothesisRanking
{
    /// <summary>What a fault of it begins with.</summary>
    string Name { get; }

    /// <summary>How many translations are returned, the best first; at least 1.</summary>
    int Keep { get; }

    /// <summary>
    /// Ranks what a search found: at least one of them, each text once, no text changed. May be called by several threads
    /// at once.
    /// </summary>
    /// <param name="source">The normalized text that was translated.</param>
    /// <param name="found">The best-scored first; at least one.</param>
    /// <param name="areDraws">Whether they were drawn, so that each counts the same.</param>
    IReadOnlyList<TranslationHypothesis> Rank(string source, IReadOnlyList<TranslationHypothesis> found, bool areDraws);
}
