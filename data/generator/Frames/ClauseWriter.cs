using System.Text.RegularExpressions;
using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>Writes one sentence of a pattern around a predicate.</summary>
internal sealed partial class ClauseWriter(Lexicon lexicon, SubjectSource subjects, SlotFiller slots)
{
    /// <summary>A pair, or null where the draw cannot be said ("I don't buy two books" needs context).</summary>
    /// <exception cref="FormatException">The pattern or the predicate is badly written; names both.</exception>
    public Draft? Write(ClausePattern pattern, Predicate predicate, StableRandom random)
    {
        try
        {
            return Fill(pattern, predicate, random);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Predicate \"{predicate.English}\" in pattern \"{pattern.Name}\": {error.Message}", error);
        }
    }

    private Draft? Fill(ClausePattern pattern, Predicate predicate, StableRandom random)
    {
        var bindings = new Bindings();
        bindings.SetSubject("S", subjects.Draw(pattern.Mode, random));
        slots.Fill(predicate.English, bindings, random);
        bool counted = bindings.All.Any(filler => filler is NounPhrase { Determiner.Kind: DeterminerKind.Number });
        if (counted && (pattern.Negated || (predicate.BareKind != "state" && pattern.Tense.Tense is Tense.Present or Tense.LikeTo)))
            return null;
        slots.Fill(pattern.English, bindings, random);
        ClauseContent content = AddTime(new ClauseContent(bindings.Subject!, predicate, bindings, pattern.Tense, pattern.Negated), pattern, random);
        var english = new EnglishClause(content, lexicon);
        var german = new GermanClause(content, lexicon);
        bindings["main"] = new Phrase(english.Main, german.Main);
        bindings["q"] = new Phrase(english.Question, german.VerbFirst);
        bindings["last"] = new Phrase(english.Main, german.VerbLast);
        bindings["inf"] = new Phrase(english.Infinitive, german.Infinitive);
        bindings["ing"] = new Phrase(english.Gerund, "");
        bindings["zu"] = new Phrase("", german.ZuInfinitive);
        bindings["do"] = new Phrase(english.Infinitive, german.Command);
        string source = Template.English(pattern.English, bindings, lexicon);
        string target = Template.German(pattern.German, bindings, lexicon);
        if (bindings.Subject!.Address is { } address)
            (source, target) = ($"{address.English("")}, {source}", $"{address.German("")}, {target}");
        (source, target) = Template.Finish(source, target, random.Chance(65));
        return RepeatedWord().IsMatch(target) ? null : new Draft(source, target, $"{pattern.Name} / {predicate.English}");
    }

    // "lass uns uns ausruhen", "dass sie sie anruft": right, but nobody says so.
    [GeneratedRegex(@"\b(\w+) \1\b", RegexOptions.IgnoreCase)]
    private static partial Regex RepeatedWord();

    private ClauseContent AddTime(ClauseContent content, ClausePattern pattern, StableRandom random)
    {
        bool isState = content.Predicate.BareKind == "state";
        if (pattern.Time == "front")
        {
            content.Bindings["T"] = Time(content, random);
            return content;
        }
        if (pattern.Time == "none" || isState || pattern.Tense.Time.Length == 0)
            return content;
        if (pattern.Tense.Time == "habit" && content.Negated)
            return content;
        if (pattern.Tense.Time == "habit" && random.Chance(60))
            return content with { Frequency = random.Pick(lexicon.Phrases("time-often")) };
        return random.Chance(55) ? content with { Time = Time(content, random) } : content;
    }

    // Nobody has breakfast "in June": only what is planned long before may lie far away.
    private IFiller Time(ClauseContent content, StableRandom random)
    {
        string name = "time-" + content.Tense.Time;
        int far = content.Tense.Time is not ("past" or "future") ? 0 : content.Predicate.BareKind switch
        {
            "plan" => 80,
            "luck" => 35,
            _ => 0,
        };
        return random.Pick(lexicon.Phrases(random.Chance(far) ? name + "-far" : name));
    }
}
