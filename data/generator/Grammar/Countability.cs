namespace Nmt.Data.Grammar;

/// <summary>Which numbers a noun has in the two languages.</summary>
internal enum Countability
{
    /// <summary>Singular and plural in both: book, Buch.</summary>
    Count,

    /// <summary>No plural and no indefinite article in either: milk, Milch.</summary>
    Mass,

    /// <summary>Plural only in both: parents, Eltern.</summary>
    Plural,

    /// <summary>Plural only in English: trousers, Hose.</summary>
    EnglishPlural,
}
