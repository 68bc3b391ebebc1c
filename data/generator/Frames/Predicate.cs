namespace Nmt.Data.Frames;

/// <summary>What somebody does or is, without tense: "drink {a:drink bd}" and "trinken {a.acc}".</summary>
/// <param name="Kind">Habit, single act, state or mishap: decides the tenses that make sense.</param>
/// <param name="English">Verb in its base form and complements.</param>
/// <param name="German">Infinitive and complements; '/' parts them, '|' opens those that follow "nicht", '@' a place, which new objects follow too.</param>
internal sealed record Predicate(string Kind, string English, string German)
{
    public string EnglishVerb => English.Split(' ')[0];

    public string EnglishRest => English.Contains(' ', StringComparison.Ordinal) ? English[(English.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "";

    public string GermanVerb => German.Split(' ')[0];

    public bool CanBeAsked => Kind.EndsWith('!');

    public string BareKind => Kind.TrimEnd('!');

    /// <summary>The complements in order: text, and the mark that it or one before it carries: '|', '@' or a space.</summary>
    public IEnumerable<(string Text, char Mark)> GermanParts
    {
        get
        {
            int space = German.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
                yield break;
            char mark = ' ';
            foreach (string part in German[(space + 1)..].Split('/', StringSplitOptions.TrimEntries))
            {
                mark = part[0] is '|' or '@' ? part[0] : mark;
                yield return (part.TrimStart('|', '@', ' '), mark);
            }
        }
    }
}
