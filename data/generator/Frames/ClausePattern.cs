namespace Nmt.Data.Frames;

/// <summary>A sentence around a clause: "I think that {main}." and "ich glaube, dass {last}.".</summary>
/// <param name="Kinds">Kinds of predicates that fit.</param>
/// <param name="TenseName">Tense of the clause; see <see cref="TenseTable"/>.</param>
/// <param name="Negated">Whether the clause is negated.</param>
/// <param name="Time">auto: perhaps an adverb of time; none; front: one in {T}.</param>
/// <param name="Mode">Which subjects fit; see <see cref="SubjectSource"/>.</param>
/// <param name="English">The English frame.</param>
/// <param name="German">The German frame.</param>
internal sealed record ClausePattern(
    IReadOnlyList<string> Kinds, string TenseName, bool Negated, string Time, string Mode, string English, string German)
{
    public int Weight { get; init; } = 1;

    public TenseUse Tense { get; } = TenseTable.Named(TenseName);

    public string Name => $"{TenseName}{(Negated ? " not" : "")} {Time}: {English}";

    /// <summary>Commands ask for a predicate marked with '!', the rest for its kind alone.</summary>
    public bool Fits(Predicate predicate) => Kinds.Contains(predicate.BareKind) && (!Kinds.Contains("!") || predicate.CanBeAsked);

    /// <summary>Every pattern of patterns.tsv, one for each tense and polarity of its row.</summary>
    public static IEnumerable<ClausePattern> ReadAll() =>
        from row in TsvTable.Read("patterns.tsv", 8)
        from tense in row[1].Split(' ')
        from polarity in row[2].Split(' ')
        select new ClausePattern(row[0].Split(' '), tense, polarity == "-", row[3], row[4], row[6], row[7])
        {
            Weight = int.Parse(row[5]),
        };
}
