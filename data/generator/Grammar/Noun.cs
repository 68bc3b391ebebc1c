namespace Nmt.Data.Grammar;

/// <summary>A noun in both languages. A missing number is an empty string.</summary>
/// <param name="German">Nominative singular, or plural where there is no singular.</param>
/// <param name="Gender">Of the singular.</param>
/// <param name="Plural">Nominative plural; empty for mass nouns.</param>
/// <param name="Genitive">Ending of the genitive singular: s, es, (e)n, ns or empty.</param>
/// <param name="English">English singular (or the only number).</param>
/// <param name="EnglishPlural">English plural; empty for mass nouns.</param>
/// <param name="Kind">Which numbers it has.</param>
/// <param name="Classes">What it is: decides where it makes sense.</param>
internal sealed record Noun(
    string German,
    Gender Gender,
    string Plural,
    string Genitive,
    string English,
    string EnglishPlural,
    Countability Kind,
    IReadOnlyList<string> Classes)
{
    /// <summary>The noun in one case and number.</summary>
    /// <exception cref="InvalidOperationException">The noun has no such number.</exception>
    public string Decline(Case @case, bool plural)
    {
        if (plural)
            return @case == Case.Dative ? DativePlural() : PluralOrThrow();
        if (Kind == Countability.Plural)
            throw new InvalidOperationException($"\"{German}\" has no singular.");
        return @case switch
        {
            Case.Genitive => German + Genitive,
            Case.Accusative or Case.Dative => German + WeakEnding(),
            _ => German,
        };
    }

    // Weak masculines (der Junge, den Jungen) and the mixed ones (der Name, den Namen, des Namens).
    private string WeakEnding() => Genitive switch
    {
        "n" or "en" when Gender == Gender.Masculine => Genitive,
        "ns" => "n",
        _ => "",
    };

    // The dative plural ends in n, but for plurals in n and foreign ones in s.
    private string DativePlural()
    {
        string plural = PluralOrThrow();
        return plural[^1] is 'n' or 's' ? plural : plural + "n";
    }

    private string PluralOrThrow() =>
        Plural.Length > 0 ? Plural : throw new InvalidOperationException($"\"{German}\" has no plural.");
}
