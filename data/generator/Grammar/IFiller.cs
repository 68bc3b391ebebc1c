namespace Nmt.Data.Grammar;

/// <summary>What can stand in a slot of a frame.</summary>
internal interface IFiller
{
    /// <summary>What a verb agrees with when this is its subject.</summary>
    GrammaticalPerson Person { get; }

    /// <summary>What an English verb agrees with, where that differs: "the trousers are", "die Hose ist".</summary>
    GrammaticalPerson EnglishPerson => Person;

    /// <summary>An indefinite noun phrase, which German negates with "kein" and puts after adverbs of time.</summary>
    bool IsIndefinite { get; }

    /// <summary>The English words. Forms depend on the filler; the empty string is the ordinary one.</summary>
    string English(string form);

    /// <summary>The German words. Forms depend on the filler; the empty string is the ordinary one.</summary>
    string German(string form);
}
