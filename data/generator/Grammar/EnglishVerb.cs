namespace Nmt.Data.Grammar;

/// <summary>An English verb with its principal parts.</summary>
internal sealed record EnglishVerb(string Base, string Past, string Participle, string Gerund)
{
    public bool IsBe => Base == "be";

    /// <summary>A regular verb: walked, walking; hoped, hoping; tried, trying.</summary>
    public static EnglishVerb Regular(string stem)
    {
        string past = stem.EndsWith('e') ? stem + "d"
            : stem.EndsWith('y') && !"aeiou".Contains(stem[^2], StringComparison.Ordinal) ? stem[..^1] + "ied"
            : stem + "ed";
        string gerund = stem.EndsWith('e') && !stem.EndsWith("ee", StringComparison.Ordinal) ? stem[..^1] + "ing" : stem + "ing";
        return new EnglishVerb(stem, past, past, gerund);
    }

    public string Present(GrammaticalPerson person)
    {
        bool third = person is GrammaticalPerson.He or GrammaticalPerson.She or GrammaticalPerson.It;
        return Base switch
        {
            "be" => person == GrammaticalPerson.I ? "am" : third ? "is" : "are",
            "have" => third ? "has" : "have",
            "can" or "must" or "should" or "will" or "would" or "may" or "could" => Base,
            _ => third ? EnglishSpelling.WithS(Base) : Base,
        };
    }

    public string Preterite(GrammaticalPerson person)
    {
        if (!IsBe)
            return Past;
        bool singular = person is GrammaticalPerson.I or GrammaticalPerson.He or GrammaticalPerson.She or GrammaticalPerson.It;
        return singular ? "was" : "were";
    }
}
