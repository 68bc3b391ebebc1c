using System.Text.RegularExpressions;
using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>
/// Fills text such as <c>Where &lt;be a&gt; {a}?</c> and <c>Wo &lt;sein a&gt; {a}?</c>: braces refer to slots, with a form
/// after a dot; angle brackets conjugate a verb for a slot, with <c>.past</c> in the preterite.
/// </summary>
internal static partial class Template
{
    public static string English(string text, Bindings bindings, Lexicon lexicon)
    {
        string verbs = Verb().Replace(Slot.RemoveDeclarations(text), match =>
        {
            EnglishVerb verb = lexicon.English(match.Groups[1].Value);
            GrammaticalPerson person = bindings[match.Groups[3].Value].EnglishPerson;
            return match.Groups[2].Success ? verb.Preterite(person) : verb.Present(person);
        });
        return Reference().Replace(verbs, match => bindings[match.Groups[1].Value].English(match.Groups[2].Value));
    }

    public static string German(string text, Bindings bindings, Lexicon lexicon)
    {
        string verbs = Verb().Replace(text, match =>
        {
            GermanVerb verb = lexicon.German(match.Groups[1].Value);
            GrammaticalPerson person = bindings[match.Groups[3].Value].Person;
            return match.Groups[2].Success ? verb.PastOf(person) : verb.PresentOf(person);
        });
        return Reference().Replace(verbs, match => bindings[match.Groups[1].Value].German(match.Groups[2].Value));
    }

    /// <summary>Contractions and melted prepositions: what every sentence needs in the end.</summary>
    public static (string English, string German) Finish(string english, string german, bool contract) =>
        (contract ? EnglishSpelling.Contract(english) : english, Preposition.Melt(german));

    [GeneratedRegex(@"\{(\w+)(?:\.(\w+))?\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"<([\w|]+?)(\.past)? (\w+)>")]
    private static partial Regex Verb();
}
