namespace Nmt.Data.Grammar;

/// <summary>A pronoun in a slot.</summary>
internal sealed record PersonalPronoun(GrammaticalPerson Person) : IFiller
{
    public bool IsIndefinite => false;

    public string English(string form) => form switch
    {
        "" or "it" => Pronoun.English(Person),
        "obj" => Pronoun.EnglishObject(Person),
        "self" => Pronoun.EnglishReflexive(Person),
        _ => throw new FormatException($"A pronoun has no English form \"{form}\"; expected it, obj or self."),
    };

    public string German(string form) => form switch
    {
        "" or "nom" or "er" => Pronoun.German(Person, Case.Nominative),
        "acc" or "ihn" => Pronoun.German(Person, Case.Accusative),
        "dat" or "ihm" => Pronoun.German(Person, Case.Dative),
        "sich" => Pronoun.Reflexive(Person, Case.Accusative),
        "sichdat" => Pronoun.Reflexive(Person, Case.Dative),
        _ => throw new FormatException($"A pronoun has no German form \"{form}\"; expected nom, acc, dat, er, ihn, ihm, sich or sichdat."),
    };
}
