namespace Nmt.Data.Grammar;

/// <summary>An adjective in both languages with its comparison and the classes of nouns that it suits.</summary>
/// <param name="German">Predicative form: "teuer".</param>
/// <param name="Stem">What takes the endings: "teur".</param>
/// <param name="Comparative">"teurer".</param>
/// <param name="Superlative">As in "am teuersten": "teuersten".</param>
/// <param name="English">"expensive".</param>
/// <param name="EnglishComparative">"more expensive".</param>
/// <param name="EnglishSuperlative">"most expensive".</param>
/// <param name="Suits">Classes of nouns that it may describe.</param>
internal sealed record Adjective(
    string German,
    string Stem,
    string Comparative,
    string Superlative,
    string English,
    string EnglishComparative,
    string EnglishSuperlative,
    IReadOnlyList<string> Suits) : IFiller
{
    private static readonly string[] StrongMasculine = ["er", "en", "em", "en"];
    private static readonly string[] StrongFeminine = ["e", "er", "er", "e"];
    private static readonly string[] StrongNeuter = ["es", "en", "em", "es"];
    private static readonly string[] StrongPlural = ["e", "er", "en", "e"];

    public GrammaticalPerson Person => GrammaticalPerson.It;

    public bool IsIndefinite => false;

    /// <summary>
    /// The ending after a determiner: weak after der, dieser, welcher, jeder; mixed after ein, kein and the
    /// possessives; strong after a number or nothing.
    /// </summary>
    public static string Ending(DeterminerKind determiner, Case @case, Gender gender, bool plural)
    {
        bool strong = determiner is DeterminerKind.Bare or DeterminerKind.Omitted or DeterminerKind.Number || (determiner == DeterminerKind.Indefinite && plural);
        if (strong)
            return Strong(gender, plural)[(int)@case];
        if (plural || @case is Case.Genitive or Case.Dative)
            return "en";
        if (gender == Gender.Masculine && @case == Case.Accusative)
            return "en";
        bool weak = determiner is DeterminerKind.Definite or DeterminerKind.This or DeterminerKind.Which or DeterminerKind.Every;
        return weak ? "e" : Strong(gender, plural)[(int)@case];
    }

    /// <summary>The form before a noun: "teures".</summary>
    public string Attributive(string ending) => Stem + ending;

    public bool Fits(Noun noun) => Suits.Any(noun.Classes.Contains);

    string IFiller.English(string form) => form switch
    {
        "comp" => EnglishComparative,
        "sup" => EnglishSuperlative,
        _ => English,
    };

    string IFiller.German(string form) => form switch
    {
        "comp" => Comparative,
        "sup" => Superlative,
        _ => German,
    };

    private static string[] Strong(Gender gender, bool plural) => plural ? StrongPlural : gender switch
    {
        Gender.Masculine => StrongMasculine,
        Gender.Feminine => StrongFeminine,
        _ => StrongNeuter,
    };
}
