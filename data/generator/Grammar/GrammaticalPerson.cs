namespace Nmt.Data.Grammar;

/// <summary>Who a verb agrees with, fine enough for both languages: English needs he/she/it, German the three ways to say "you".</summary>
internal enum GrammaticalPerson
{
    I,
    You,
    He,
    She,
    It,
    We,
    YouAll,
    They,
    Formal,
}
