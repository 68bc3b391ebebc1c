namespace Nmt.Data.Grammar;

/// <summary>The four cases of German, in the order in which its grammar books print them.</summary>
internal enum Case
{
    Nominative,
    Genitive,
    Dative,
    Accusative,
}
