namespace Nmt.Data.Grammar;

/// <summary>A person's name, or two joined by "and".</summary>
internal sealed record ProperName(string EnglishName, string GermanName, GrammaticalPerson Person) : IFiller
{
    public bool IsIndefinite => false;

    public string English(string form) => form switch
    {
        "" => EnglishName,
        "it" => Pronoun.English(Person),
        "obj" => Pronoun.EnglishObject(Person),
        "gen" => EnglishName + "'s",
        _ => throw new FormatException($"A name has no English form \"{form}\"; expected it, obj or gen."),
    };

    // A German name takes no ending but the genitive s, which after s is an apostrophe.
    public string German(string form) => form switch
    {
        "" or "nom" or "dat" or "acc" => GermanName,
        "gen" => GermanName[^1] is 's' or 'x' or 'z' ? GermanName + "'" : GermanName + "s",
        "er" => Pronoun.German(Person, Case.Nominative),
        "ihn" => Pronoun.German(Person, Case.Accusative),
        "ihm" => Pronoun.German(Person, Case.Dative),
        "sich" or "sichdat" => Pronoun.Reflexive(Person, Case.Accusative),
        _ => throw new FormatException($"A name has no German form \"{form}\"; expected nom, gen, dat, acc, er, ihn, ihm or sich."),
    };
}
