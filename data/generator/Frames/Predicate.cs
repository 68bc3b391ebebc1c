namespace Nmt.Data.Frames;

/// <summary>What somebody does or is, without tense: "drink {a:drink bd}" and "trinken {a.acc}".</summary>
/// <param name="Kind">Habit, single act, state or mishap: decides the tenses that make sense.</param>
/// <param name="English">Verb in its base form and complements.</param>
/// <param name="German">Infinitive and complements; '/' parts them, '|' opens those that follow "nicht".</param>
internal sealed record Predicate(string Kind, string English, string German)
{
    public string EnglishVerb => English.Split(' ')[0];

    public string EnglishRest => English.Contains(' ', StringComparison.Ordinal) ? English[(English.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "";

    public string GermanVerb => German.Split(' ')[0];

    public bool CanBeAsked => Kind.EndsWith('!');

    public string BareKind => Kind.TrimEnd('!');

    /// <summary>The complements in order: text, and whether it stands after "nicht".</summary>
    public IEnumerable<(string Text, bool Late)> GermanParts
    {
        get
        {
            int space = German.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
                yield break;
            bool late = false;
            foreach (string part in German[(space + 1)..].Split('/', StringSplitOptions.TrimEntries))
            {
                late |= part.StartsWith('|');
                yield return (part.TrimStart('|', ' '), late);
            }
        }
    }
}
