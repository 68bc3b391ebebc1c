namespace Nmt.Data.Grammar;

/// <summary>Determiner, adjective and noun: "my new car".</summary>
internal sealed record NounPhrase(Noun Noun, Determiner Determiner, bool Plural, Adjective? Adjective = null) : IFiller
{
    public bool IsIndefinite => Determiner.IsIndefinite;

    public GrammaticalPerson Person => Plural ? GrammaticalPerson.They
        : !Noun.Classes.Contains("human") ? GrammaticalPerson.It
        : Noun.Gender == Gender.Feminine ? GrammaticalPerson.She
        : GrammaticalPerson.He;

    /// <summary>What an English verb agrees with: "the trousers are", though "die Hose ist".</summary>
    public GrammaticalPerson EnglishPerson => IsEnglishPlural ? GrammaticalPerson.They : Person;

    private bool IsEnglishPlural => Plural || Noun.Kind == Countability.EnglishPlural;

    // German takes pronouns by grammatical gender: der Tisch, er.
    private GrammaticalPerson GermanPerson => Plural ? GrammaticalPerson.They : Noun.Gender switch
    {
        Gender.Masculine => GrammaticalPerson.He,
        Gender.Feminine => GrammaticalPerson.She,
        _ => GrammaticalPerson.It,
    };

    /// <summary>The same phrase with "kein" before it.</summary>
    public NounPhrase Negated() => this with { Determiner = new Determiner(DeterminerKind.None) };

    public string German(Case @case)
    {
        string adjective = Adjective?.Attributive(Adjective.Ending(Determiner.Kind, @case, Noun.Gender, Plural)) ?? "";
        return Join(Determiner.German(@case, Noun.Gender, Plural), adjective, Noun.Decline(@case, Plural));
    }

    /// <summary>nom gen dat acc: the phrase; kein: negated, as object; er/ihn/ihm: its pronoun; der/den/dem: its relative pronoun.</summary>
    public string German(string form) => form switch
    {
        "" or "nom" => German(Case.Nominative),
        "gen" => German(Case.Genitive),
        "dat" => German(Case.Dative),
        "acc" => German(Case.Accusative),
        "kein" => Negated().German(Case.Accusative),
        "er" => Pronoun.German(GermanPerson, Case.Nominative),
        "ihn" => Pronoun.German(GermanPerson, Case.Accusative),
        "ihm" => Pronoun.German(GermanPerson, Case.Dative),
        "der" => Pronoun.Relative(Case.Nominative, Noun.Gender, Plural),
        "den" => Pronoun.Relative(Case.Accusative, Noun.Gender, Plural),
        "dem" => Pronoun.Relative(Case.Dative, Noun.Gender, Plural),
        "noun" => Noun.Decline(Case.Nominative, Plural),
        "sich" or "sichdat" => Pronoun.Reflexive(Person, Case.Accusative),
        _ => throw new FormatException($"A noun phrase has no German form \"{form}\"; expected nom, gen, dat, acc, kein, er, ihn, ihm, der, den, dem, noun or sich."),
    };

    public string English(string form) => form switch
    {
        "" => English(),
        "it" => Pronoun.English(EnglishPerson),
        "obj" => Pronoun.EnglishObject(EnglishPerson),
        "who" => Noun.Classes.Contains("human") ? "who" : "that",
        "noun" => IsEnglishPlural ? Noun.EnglishPlural : Noun.English,
        _ => throw new FormatException($"A noun phrase has no English form \"{form}\"; expected it, obj, who or noun."),
    };

    private string English()
    {
        string noun = IsEnglishPlural ? Noun.EnglishPlural : Noun.English;
        string words = Join("", Adjective?.English ?? "", noun);
        return Join(Determiner.English(words, IsEnglishPlural), "", words);
    }

    private static string Join(string determiner, string adjective, string noun) =>
        string.Join(' ', new[] { determiner, adjective, noun }.Where(word => word.Length > 0));
}
