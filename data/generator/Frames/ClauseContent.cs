using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>What a clause says, before either language orders it.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Predicate">Does what.</param>
/// <param name="Bindings">With the slots of the predicate filled.</param>
/// <param name="Tense">Tense, mood and their adverb.</param>
/// <param name="Negated">Or not.</param>
internal sealed record ClauseContent(Subject Subject, Predicate Predicate, Bindings Bindings, TenseUse Tense, bool Negated)
{
    /// <summary>Often, always, never: replaces the adverb of the tense.</summary>
    public IFiller? Frequency { get; init; }

    /// <summary>Yesterday, every day; null without one, or where the pattern puts it in front.</summary>
    public IFiller? Time { get; init; }

    public string EnglishAdverb => Frequency?.English("") ?? Tense.English;

    public string GermanAdverb => Frequency?.German("") ?? Tense.German;
}
