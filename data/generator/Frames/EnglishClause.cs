using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>Orders a clause in English: auxiliaries, do-support, "not", adverbs before the main verb, time at the end.</summary>
internal sealed class EnglishClause
{
    private readonly ClauseContent _content;
    private readonly GrammaticalPerson _person;
    private readonly EnglishVerb _verb;
    private readonly string _rest;

    // With an auxiliary, _tail is all that follows it; without one, _lexical is finite itself or under do.
    private readonly string? _auxiliary;
    private readonly EnglishVerb _lexical;
    private readonly bool _past;
    private readonly string _tail;

    public EnglishClause(ClauseContent content, Lexicon lexicon)
    {
        _content = content;
        _person = content.Subject.Filler.EnglishPerson;
        _verb = lexicon.English(content.Predicate.EnglishVerb);
        _rest = Template.English(content.Predicate.EnglishRest, content.Bindings, lexicon);
        _lexical = _verb;
        string verb = _verb.Base;
        EnglishVerb be = lexicon.English("be");
        switch (content.Tense.Tense)
        {
            case Tense.Present when _verb.IsBe:
                (_auxiliary, _tail) = (be.Present(_person), "");
                break;
            case Tense.Past when _verb.IsBe:
                (_auxiliary, _tail) = (be.Preterite(_person), "");
                break;
            case Tense.Want or Tense.Wanted or Tense.HaveTo or Tense.HadTo or Tense.LikeTo:
                (_lexical, _tail) = (lexicon.English(Catenative(content.Tense.Tense)), "to " + verb);
                _past = content.Tense.Tense is Tense.Wanted or Tense.HadTo;
                break;
            case Tense.Present or Tense.Past:
                _tail = "";
                _past = content.Tense.Tense == Tense.Past;
                break;
            default:
                (_auxiliary, _tail) = Compound(content.Tense.Tense, be, lexicon);
                break;
        }
    }

    /// <summary>"I do not drink coffee today".</summary>
    public string Main
    {
        get
        {
            string subject = _content.Subject.Filler.English("");
            if (_auxiliary is not null)
                return Join(subject, _auxiliary, Not, _content.EnglishAdverb, _tail, Ending);
            if (_content.Negated)
                return Join(subject, Do, Not, _content.EnglishAdverb, _lexical.Base, _tail, Ending);
            string finite = _past ? _lexical.Preterite(_person) : _lexical.Present(_person);
            return Join(subject, _content.EnglishAdverb, finite, _tail, Ending);
        }
    }

    /// <summary>"do you drink coffee", "don't you drink coffee".</summary>
    public string Question
    {
        get
        {
            string opening = (_auxiliary ?? Do) + (_content.Negated ? " not" : "");
            string subject = _content.Subject.Filler.English("");
            return Join(_content.Negated ? EnglishSpelling.Contract(opening) : opening, subject, _content.EnglishAdverb,
                _auxiliary is null ? _lexical.Base : "", _tail, Ending);
        }
    }

    /// <summary>"drink coffee today", after to or as a command.</summary>
    public string Infinitive => Join(_verb.Base, Ending);

    /// <summary>"drinking coffee today".</summary>
    public string Gerund => Join(_verb.Gerund, Ending);

    private string Ending => Join(_rest, _content.Time?.English("") ?? "", IsYet ? "yet" : "");

    // "have not ... yet" is the negative of the perfect.
    private bool IsYet => _content.Tense.German == "noch";

    private string Not => _content.Negated ? "not" : "";

    private string Do => _past ? "did" : new EnglishVerb("do", "did", "done", "doing").Present(_person);

    private static string Catenative(Tense tense) => tense switch
    {
        Tense.Want or Tense.Wanted => "want",
        Tense.LikeTo => "like",
        _ => "have",
    };

    private (string Auxiliary, string Tail) Compound(Tense tense, EnglishVerb be, Lexicon lexicon) => tense switch
    {
        Tense.Progressive => (be.Present(_person), _verb.Gerund),
        Tense.Perfect => (lexicon.English("have").Present(_person), _verb.Participle),
        Tense.Future => ("will", _verb.Base),
        Tense.GoingTo => (be.Present(_person), "going to " + _verb.Base),
        Tense.Can => ("can", _verb.Base),
        Tense.Must => ("must", _verb.Base),
        Tense.Should => ("should", _verb.Base),
        Tense.May => ("may", _verb.Base),
        Tense.WouldLike => ("would", "like to " + _verb.Base),
        Tense.Could => ("could", _verb.Base),
        Tense.Would => ("would", _verb.Base),
        _ => throw new ArgumentOutOfRangeException(nameof(tense), tense, "This tense has no auxiliary."),
    };

    private static string Join(params string[] words) => string.Join(' ', words.Where(word => word.Length > 0));
}
