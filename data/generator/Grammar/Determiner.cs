namespace Nmt.Data.Grammar;

/// <summary>What stands before a noun: an article, a demonstrative, a possessive, a number, or nothing.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Owner">Whose, for <see cref="DeterminerKind.Possessive"/>.</param>
/// <param name="Count">How many, for <see cref="DeterminerKind.Number"/>.</param>
internal sealed record Determiner(DeterminerKind Kind, GrammaticalPerson Owner = GrammaticalPerson.I, int Count = 1)
{
    /// <summary>Stands before a definite article that melts into a preposition (in ~dem: im); removed at the end.</summary>
    public const char Melts = '~';

    private static readonly string[] MasculineEndings = ["er", "es", "em", "en"];
    private static readonly string[] FeminineEndings = ["e", "er", "er", "e"];
    private static readonly string[] NeuterEndings = ["es", "es", "em", "es"];
    private static readonly string[] PluralEndings = ["e", "er", "en", "e"];

    /// <summary>News to the listener: German puts it late in the middle field.</summary>
    public bool IsIndefinite => TakesKein || Kind == DeterminerKind.Number;

    /// <summary>Under negation German says "kein" instead of "nicht".</summary>
    public bool TakesKein => Kind is DeterminerKind.Indefinite or DeterminerKind.Bare or DeterminerKind.None;

    /// <summary>der, die, das through cases and numbers.</summary>
    public static string DefiniteArticle(Case @case, Gender gender, bool plural)
    {
        string[] forms = plural ? ["die", "der", "den", "die"] : gender switch
        {
            Gender.Masculine => ["der", "des", "dem", "den"],
            Gender.Feminine => ["die", "der", "der", "die"],
            _ => ["das", "des", "dem", "das"],
        };
        return forms[(int)@case];
    }

    /// <summary>The German word, or an empty string where there is none.</summary>
    public string German(Case @case, Gender gender, bool plural) => Kind switch
    {
        DeterminerKind.Definite => Melts + DefiniteArticle(@case, gender, plural),
        DeterminerKind.This => "dies" + StrongEnding(@case, gender, plural),
        DeterminerKind.Which => "welch" + StrongEnding(@case, gender, plural),
        DeterminerKind.Every => "jed" + StrongEnding(@case, gender, plural),
        DeterminerKind.Indefinite => plural ? "" : "ein" + EinEnding(@case, gender, plural),
        DeterminerKind.None or DeterminerKind.No => "kein" + EinEnding(@case, gender, plural),
        DeterminerKind.Possessive => Possessive(EinEnding(@case, gender, plural)),
        DeterminerKind.Number => Number.German(Count),
        _ => "",
    };

    /// <summary>The English word before <paramref name="next"/>, or an empty string where there is none.</summary>
    public string English(string next, bool plural) => Kind switch
    {
        DeterminerKind.Definite => "the",
        DeterminerKind.This => plural ? "these" : "this",
        DeterminerKind.Which => "which",
        DeterminerKind.Every => "every",
        DeterminerKind.Indefinite or DeterminerKind.None => plural ? "" : EnglishSpelling.Article(next),
        DeterminerKind.Possessive => Pronoun.EnglishPossessive(Owner),
        DeterminerKind.No => "no",
        DeterminerKind.Number => Number.English(Count),
        _ => "",
    };

    // euer loses its second e before an ending: euer, but eure, euren.
    private string Possessive(string ending)
    {
        string stem = Pronoun.PossessiveStem(Owner);
        return stem == "euer" && ending.Length > 0 ? "eur" + ending : stem + ending;
    }

    private static string StrongEnding(Case @case, Gender gender, bool plural) =>
        (plural ? PluralEndings : gender switch
        {
            Gender.Masculine => MasculineEndings,
            Gender.Feminine => FeminineEndings,
            _ => NeuterEndings,
        })[(int)@case];

    // ein, kein and the possessives have no ending in the masculine nominative and the neuter nominative and accusative.
    private static string EinEnding(Case @case, Gender gender, bool plural)
    {
        bool bare = !plural && ((gender == Gender.Masculine && @case == Case.Nominative)
            || (gender == Gender.Neuter && @case is Case.Nominative or Case.Accusative));
        return bare ? "" : StrongEnding(@case, gender, plural);
    }
}
