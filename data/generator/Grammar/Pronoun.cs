namespace Nmt.Data.Grammar;

/// <summary>The personal pronouns of both languages with their possessives and reflexives.</summary>
internal static class Pronoun
{
    // Rows follow GrammaticalPerson.
    private static readonly string[] EnglishSubjects = ["I", "you", "he", "she", "it", "we", "you two", "they", "you"];
    private static readonly string[] EnglishObjects = ["me", "you", "him", "her", "it", "us", "you two", "them", "you"];
    private static readonly string[] EnglishPossessives = ["my", "your", "his", "her", "its", "our", "your", "their", "your"];
    private static readonly string[] EnglishReflexives =
        ["myself", "yourself", "himself", "herself", "itself", "ourselves", "yourselves", "themselves", "yourself"];

    private static readonly string[] Nominatives = ["ich", "du", "er", "sie", "es", "wir", "ihr", "sie", "Sie"];
    private static readonly string[] Accusatives = ["mich", "dich", "ihn", "sie", "es", "uns", "euch", "sie", "Sie"];
    private static readonly string[] Datives = ["mir", "dir", "ihm", "ihr", "ihm", "uns", "euch", "ihnen", "Ihnen"];
    private static readonly string[] PossessiveStems = ["mein", "dein", "sein", "ihr", "sein", "unser", "euer", "ihr", "Ihr"];
    private static readonly string[] ReflexiveAccusatives = ["mich", "dich", "sich", "sich", "sich", "uns", "euch", "sich", "sich"];
    private static readonly string[] ReflexiveDatives = ["mir", "dir", "sich", "sich", "sich", "uns", "euch", "sich", "sich"];

    public static string English(GrammaticalPerson person) => EnglishSubjects[(int)person];

    public static string EnglishObject(GrammaticalPerson person) => EnglishObjects[(int)person];

    public static string EnglishPossessive(GrammaticalPerson person) => EnglishPossessives[(int)person];

    public static string EnglishReflexive(GrammaticalPerson person) => EnglishReflexives[(int)person];

    public static string German(GrammaticalPerson person, Case @case) => @case switch
    {
        Case.Nominative => Nominatives[(int)person],
        Case.Accusative => Accusatives[(int)person],
        Case.Dative => Datives[(int)person],
        _ => throw new ArgumentOutOfRangeException(nameof(@case), @case, "German no longer uses the genitive of personal pronouns."),
    };

    public static string PossessiveStem(GrammaticalPerson person) => PossessiveStems[(int)person];

    public static string Reflexive(GrammaticalPerson person, Case @case) =>
        (@case == Case.Dative ? ReflexiveDatives : ReflexiveAccusatives)[(int)person];

    /// <summary>The relative pronoun, which is the definite article but for the genitive and the dative plural.</summary>
    public static string Relative(Case @case, Gender gender, bool plural) => (@case, plural, gender) switch
    {
        (Case.Dative, true, _) => "denen",
        (Case.Genitive, false, Gender.Masculine or Gender.Neuter) => "dessen",
        (Case.Genitive, _, _) => "deren",
        _ => Determiner.DefiniteArticle(@case, gender, plural),
    };
}
