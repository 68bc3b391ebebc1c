using System.Text.RegularExpressions;
using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>What stands between the two parts of the German verb, in its order, with "nicht" or "kein" where they belong.</summary>
internal sealed partial class MiddleField(ClauseContent content, Lexicon lexicon)
{
    private static readonly string[] EarlyAdverbs = ["bitte", "immer", "oft", "manchmal", "normalerweise", "wahrscheinlich"];

    private readonly List<string> _pronouns = [];
    private readonly List<string> _known = [];
    private readonly List<string> _new = [];
    private readonly List<string> _late = [];
    private readonly List<string> _places = [];
    private bool _needsNicht = content.Negated;

    public override string ToString()
    {
        foreach ((string text, char mark) in content.Predicate.GermanParts)
            Place(text, mark);
        string time = content.Time?.German("") ?? "";
        string adverb = content.GermanAdverb;
        // "nicht gern", but "noch nicht", "wahrscheinlich nicht".
        string[] negation = !_needsNicht ? [adverb] : adverb == "gern" ? ["nicht", adverb] : [adverb, "nicht"];
        // Ruf bitte deine Mutter an; but: Ich habe meine Mutter schon angerufen.
        if (EarlyAdverbs.Contains(adverb))
            (time, negation) = ((time + " " + adverb).TrimStart(), _needsNicht ? ["nicht"] : []);
        // A known object stands after the time, but before it when "nicht" follows: Ich rufe sie heute nicht an.
        string[][] order = _needsNicht
            ? [[.. _pronouns], [.. _known], [time], negation, [.. _places], [.. _new], [.. _late]]
            : [[.. _pronouns], [time], [.. _known], negation, [.. _places], [.. _new], [.. _late]];
        return string.Join(' ', order.SelectMany(words => words).Where(word => word.Length > 0));
    }

    private void Place(string text, char mark)
    {
        Match slot = WholeSlot().Match(text);
        IFiller? filler = slot.Success ? content.Bindings[slot.Groups[1].Value] : null;
        if (filler is NounPhrase { IsIndefinite: true } phrase)
        {
            // "gern" is negated itself: nicht gern Kaffee.
            bool kein = content.Negated && phrase.Determiner.TakesKein && content.GermanAdverb != "gern";
            _new.Add((kein ? phrase.Negated() : phrase).German(slot.Groups[2].Value));
            _needsNicht &= !kein;
            return;
        }
        Match bare = BareNoun().Match(text);
        string words = bare.Success ? bare.Groups[1].Value : Template.German(text, content.Bindings, lexicon);
        if (bare.Success || IndefiniteArticle().IsMatch(words))
        {
            PlaceFixed(words, bare.Groups[2].Value);
            return;
        }
        bool pronoun = filler is PersonalPronoun || slot.Groups[2].Value.StartsWith("sich", StringComparison.Ordinal);
        List<string> field = mark == '@' ? _places : mark == '|' ? _late : pronoun ? _pronouns : _known;
        field.Add(words);
    }

    // "Zeit": keine Zeit; "eine Reise nach Rom": keine Reise nach Rom.
    private void PlaceFixed(string words, string gender)
    {
        bool kein = content.Negated && content.GermanAdverb != "gern";
        string negative = gender switch
        {
            "" => "k" + words,
            "m" => "keinen " + words,
            "n" => "kein " + words,
            _ => "keine " + words,
        };
        _new.Add(kein ? negative : words);
        _needsNicht &= !kein;
    }

    // A noun without article and its gender: [Zeit f], [Kopfschmerzen p].
    [GeneratedRegex(@"^\[(\w+) ([mfnp])\]$")]
    private static partial Regex BareNoun();

    [GeneratedRegex(@"^eine?n? ")]
    private static partial Regex IndefiniteArticle();

    [GeneratedRegex(@"^\{(\w+)\.(\w+)\}$")]
    private static partial Regex WholeSlot();
}
