namespace Nmt.Data.Grammar;

internal enum DeterminerKind
{
    Bare,
    Definite,
    Indefinite,
    /// <summary>kein where English keeps its article under "not".</summary>
    None,

    /// <summary>no, kein.</summary>
    No,

    /// <summary>Taken by something else, as in "Anna's car": the adjective behaves as after nothing.</summary>
    Omitted,

    This,
    Which,
    Every,
    Possessive,
    Number,
}
