using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>
/// Orders a clause in German. The verb is second, first or last; between its parts stands the middle field: pronouns,
/// known objects, time, adverb, "nicht", new objects, and what belongs most closely to the verb.
/// </summary>
internal sealed class GermanClause
{
    private readonly ClauseContent _content;
    private readonly GrammaticalPerson _person;
    private readonly GermanVerb _verb;
    private readonly string _subject;
    private readonly string _middle;
    private readonly string _finite;
    private readonly string _nonfinite;

    public GermanClause(ClauseContent content, Lexicon lexicon)
    {
        _content = content;
        _person = content.Subject.Person;
        _verb = lexicon.German(content.Predicate.GermanVerb);
        _subject = content.Subject.Filler.German("");
        _middle = new MiddleField(content, lexicon).ToString();
        (_finite, _nonfinite) = VerbGroup(content.Tense.Tense, lexicon);
    }

    /// <summary>Verb second: "ich rufe dich heute an".</summary>
    public string Main => Join(_subject, _finite, _middle, Closing);

    /// <summary>Verb first, for questions and after anything else in front: "rufe ich dich heute an".</summary>
    public string VerbFirst => Join(_finite, _subject, _middle, Closing);

    /// <summary>Verb last, for subordinate clauses: "ich dich heute anrufe".</summary>
    public string VerbLast => Join(_subject, VerbLastWithoutSubject);

    /// <summary>The same after a relative pronoun as subject.</summary>
    public string VerbLastWithoutSubject => Join(_middle, _nonfinite.Length > 0 ? _nonfinite + " " + _finite : _verb.Prefix + _finite);

    /// <summary>"dich heute anzurufen".</summary>
    public string ZuInfinitive => Join(_middle, _verb.ZuInfinitive);

    /// <summary>"dich heute anrufen".</summary>
    public string Infinitive => Join(_middle, _verb.FullInfinitive);

    /// <summary>"ruf dich heute an", "rufen Sie ... an".</summary>
    public string Command => Join(_verb.ImperativeOf(_person), _middle, _verb.Prefix.TrimEnd());

    private string Closing => _nonfinite.Length > 0 ? _nonfinite : _verb.Prefix.TrimEnd();

    private (string Finite, string Nonfinite) VerbGroup(Tense tense, Lexicon lexicon)
    {
        switch (tense)
        {
            case Tense.Present or Tense.Progressive or Tense.LikeTo:
                return (_verb.PresentOf(_person), "");
            case Tense.Past when _verb.PrefersPreterite:
                return (_verb.PastOf(_person), "");
            case Tense.Past or Tense.Perfect:
                return (lexicon.German(_verb.WithSein ? "sein" : "haben").PresentOf(_person), _verb.Participle);
            // "should" is the subjunctive of sollen, which looks like its preterite.
            case Tense.Could or Tense.Wanted or Tense.HadTo or Tense.Should:
                return (lexicon.German(Auxiliary(tense)).PastOf(_person), _verb.FullInfinitive);
            // "must not" forbids, and "may" allows: both are dürfen.
            case Tense.Must when _content.Negated:
                return (lexicon.German("dürfen").PresentOf(_person), _verb.FullInfinitive);
            default:
                return (lexicon.German(Auxiliary(tense)).PresentOf(_person), _verb.FullInfinitive);
        }
    }

    private static string Auxiliary(Tense tense) => tense switch
    {
        Tense.Future or Tense.GoingTo => "werden",
        Tense.Can or Tense.Could => "können",
        Tense.Must or Tense.HaveTo or Tense.HadTo => "müssen",
        Tense.Should => "sollen",
        Tense.May => "dürfen",
        Tense.Want or Tense.Wanted => "wollen",
        Tense.WouldLike => "möchten",
        Tense.Would => "würden",
        _ => throw new ArgumentOutOfRangeException(nameof(tense), tense, "This tense has no auxiliary in German."),
    };

    private static string Join(params string[] words) => string.Join(' ', words.Where(word => word.Length > 0));
}
