namespace Nmt.Data.Grammar;

/// <summary>A German verb by its principal parts, from which every other form follows.</summary>
/// <param name="Infinitive">Without the separable prefix: "rufen".</param>
/// <param name="Prefix">The separable prefix or an empty string: "an"; with a space where it is a word of its own: "spazieren ".</param>
/// <param name="Present">Third person singular: "ruft".</param>
/// <param name="Past">First and third person singular of the preterite: "rief".</param>
/// <param name="Participle">With prefix: "angerufen".</param>
/// <param name="WithSein">The perfect takes "sein".</param>
/// <param name="Imperative">To one friend, without prefix: "ruf".</param>
/// <param name="Singular">ich, du, er where no rule gives them (sein, können, wissen); otherwise empty.</param>
internal sealed record GermanVerb(
    string Infinitive,
    string Prefix,
    string Present,
    string Past,
    string Participle,
    bool WithSein,
    string Imperative,
    IReadOnlyList<string> Singular)
{
    /// <summary>Verbs that tell the past in the preterite even in speech.</summary>
    public bool PrefersPreterite { get; init; }

    public string FullInfinitive => Prefix + Infinitive;

    /// <summary>"anzurufen", "spazieren zu gehen", "zu schlafen".</summary>
    public string ZuInfinitive => Prefix.EndsWith(' ') ? Prefix + "zu " + Infinitive
        : Prefix.Length > 0 ? Prefix + "zu" + Infinitive
        : "zu " + Infinitive;

    private string Stem => Infinitive.EndsWith("en", StringComparison.Ordinal) ? Infinitive[..^2] : Infinitive[..^1];

    // Stems in t, d and in consonant plus n take an e before t and st: arbeitet, öffnet.
    private bool NeedsE => Stem[^1] is 't' or 'd'
        || (Stem[^1] is 'n' or 'm' && Stem.Length > 1 && "bcdfgkpstz".Contains(Stem[^2], StringComparison.Ordinal))
        || Stem.EndsWith("chn", StringComparison.Ordinal);

    /// <summary>The finite present without the prefix.</summary>
    public string PresentOf(GrammaticalPerson person) => person switch
    {
        GrammaticalPerson.I => Singular.Count > 0 ? Singular[0] : FirstPerson(),
        GrammaticalPerson.You => Singular.Count > 0 ? Singular[1] : SecondPerson(),
        GrammaticalPerson.He or GrammaticalPerson.She or GrammaticalPerson.It => Present,
        GrammaticalPerson.YouAll => Infinitive == "sein" ? "seid" : Stem + (NeedsE ? "et" : "t"),
        _ => Infinitive == "sein" ? "sind" : Infinitive,
    };

    /// <summary>The finite preterite without the prefix.</summary>
    public string PastOf(GrammaticalPerson person)
    {
        bool weak = Past.EndsWith("te", StringComparison.Ordinal) || Past.EndsWith("de", StringComparison.Ordinal);
        bool needsE = !weak && Past[^1] is 't' or 'd';
        return person switch
        {
            GrammaticalPerson.You => Past + (needsE ? "est" : Past[^1] is 's' or 'ß' ? "t" : "st"),
            GrammaticalPerson.YouAll => Past + (needsE ? "et" : "t"),
            GrammaticalPerson.We or GrammaticalPerson.They or GrammaticalPerson.Formal => Past + (weak ? "n" : "en"),
            _ => Past,
        };
    }

    /// <summary>The command without the prefix: "ruf", "ruft", "rufen Sie".</summary>
    public string ImperativeOf(GrammaticalPerson person) => person switch
    {
        GrammaticalPerson.You => Imperative,
        GrammaticalPerson.YouAll => PresentOf(person),
        _ => (Infinitive == "sein" ? "seien" : Infinitive) + " Sie",
    };

    // sammeln: ich sammle; ändern: ich ändere.
    private string FirstPerson() => Infinitive.EndsWith("eln", StringComparison.Ordinal) ? Infinitive[..^3] + "le" : Stem + "e";

    private string SecondPerson()
    {
        if (Stem[^1] is 's' or 'ß' or 'z' or 'x')
            return Present;
        // A changed vowel keeps the stem's t and takes no e: er hält, du hältst.
        bool changed = Stem[^1] == 't' && !Present.EndsWith("et", StringComparison.Ordinal);
        return changed ? Present + "st" : Present[..^1] + "st";
    }
}
