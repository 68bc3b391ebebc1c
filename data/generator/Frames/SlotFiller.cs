using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>Draws what stands in a slot: a sensible noun with one of the allowed determiners, a phrase, a subject, an adjective.</summary>
internal sealed class SlotFiller(Lexicon lexicon, SubjectSource subjects)
{
    private static readonly GrammaticalPerson[] Objects =
        [GrammaticalPerson.I, GrammaticalPerson.You, GrammaticalPerson.He, GrammaticalPerson.She, GrammaticalPerson.We, GrammaticalPerson.They];

    /// <summary>Binds each slot that <paramref name="text"/> declares, in order.</summary>
    public void Fill(string text, Bindings bindings, StableRandom random)
    {
        foreach (Slot slot in Slot.DeclaredIn(text))
        {
            if (slot.Class.StartsWith("subj-", StringComparison.Ordinal))
                bindings.SetSubject(slot.Name, subjects.Draw(slot.Class["subj-".Length..], random));
            else
                bindings[slot.Name] = Draw(slot, bindings, random);
        }
    }

    private IFiller Draw(Slot slot, Bindings bindings, StableRandom random)
    {
        if (slot.Class == "pron")
            return ObjectPronoun(bindings, random);
        if (slot.Class.Contains('@', StringComparison.Ordinal))
            return DrawAdjective(slot.Class.Split('@'), bindings, random);
        string[] classes = slot.Class.Split('+');
        if (!lexicon.IsNounClass(classes[0]))
            return Fresh(lexicon.Phrases(slot.Class), bindings, random);
        return Phrase(slot, lexicon.NounsOf(classes), bindings, random);
    }

    // adj@a: an adjective that suits the noun in slot a; cmp@a: one with a comparative, which colours lack.
    private Adjective DrawAdjective(string[] kindAndSlot, Bindings bindings, StableRandom random)
    {
        IEnumerable<Adjective> fitting = lexicon.AdjectivesFor(((NounPhrase)bindings[kindAndSlot[1]]).Noun);
        return random.Pick([.. fitting.Where(adjective => kindAndSlot[0] == "adj" || adjective.Comparative != "-")]);
    }

    // "I see me" is "I see myself": the object is never the subject's person, nor another listener.
    private static PersonalPronoun ObjectPronoun(Bindings bindings, StableRandom random)
    {
        while (true)
        {
            GrammaticalPerson person = random.Pick(Objects);
            GrammaticalPerson subject = bindings.Owner?.Person ?? GrammaticalPerson.It;
            bool listeners = person == GrammaticalPerson.You && subject is GrammaticalPerson.YouAll or GrammaticalPerson.Formal;
            bool speakers = person is GrammaticalPerson.I or GrammaticalPerson.We && subject is GrammaticalPerson.I or GrammaticalPerson.We;
            if (person != subject && !listeners && !speakers)
                return new PersonalPronoun(person);
        }
    }

    private static IFiller Fresh(IReadOnlyList<IFiller> choices, Bindings bindings, StableRandom random)
    {
        IFiller choice = random.Pick(choices);
        while (choices.Count > 1 && bindings.All.Contains(choice))
            choice = random.Pick(choices);
        return choice;
    }

    private NounPhrase Phrase(Slot slot, IReadOnlyList<Noun> nouns, Bindings bindings, StableRandom random)
    {
        Noun noun = random.Pick(nouns);
        while (nouns.Count > 1 && bindings.All.Any(other => other is NounPhrase phrase && phrase.Noun == noun))
            noun = random.Pick(nouns);
        string letters = slot.Determiners.Length == 0 ? "d" : slot.Determiners.Replace("A", "", StringComparison.Ordinal).Replace("R", "", StringComparison.Ordinal);
        (Determiner determiner, bool plural) = Choose(random.Pick(letters.ToCharArray()), noun, bindings, random);
        bool described = slot.Determiners.Contains('R', StringComparison.Ordinal)
            || (slot.Determiners.Contains('A', StringComparison.Ordinal) && random.Chance(30));
        IReadOnlyList<Adjective> adjectives = described ? lexicon.AdjectivesFor(noun) : [];
        return new NounPhrase(noun, determiner, plural, adjectives.Count > 0 ? random.Pick(adjectives) : null);
    }

    private static (Determiner Determiner, bool Plural) Choose(char letter, Noun noun, Bindings bindings, StableRandom random)
    {
        // One has one boss and one grandmother: only relatives that come in numbers take a plural possessive.
        bool single = noun.Classes.Contains("relative") && !noun.Classes.Contains("several");
        bool canBeMany = noun.Kind == Countability.Count && !single;
        bool plural = noun.Kind == Countability.Plural || (canBeMany && letter is 'p' or 'q' or 'w' or 'n' or 'b' or 'v');
        GrammaticalPerson owner = bindings.Owner?.Person ?? SubjectSource.Owner(random);
        Determiner determiner = letter switch
        {
            'b' => new Determiner(DeterminerKind.Bare),
            'i' or 'p' => new Determiner(noun.Kind is Countability.Mass or Countability.Plural ? DeterminerKind.Bare : DeterminerKind.Indefinite),
            'd' or 'q' => new Determiner(DeterminerKind.Definite),
            'o' or 'w' => new Determiner(DeterminerKind.Possessive, owner),
            'm' or 'v' => new Determiner(DeterminerKind.Possessive, SubjectSource.Owner(random)),
            'x' => new Determiner(DeterminerKind.Possessive, GrammaticalPerson.I),
            'y' => new Determiner(DeterminerKind.Possessive, GrammaticalPerson.You),
            'z' => new Determiner(DeterminerKind.Omitted),
            'k' => new Determiner(DeterminerKind.No),
            't' => new Determiner(DeterminerKind.This),
            'h' => new Determiner(DeterminerKind.Which),
            'e' => new Determiner(DeterminerKind.Every),
            'n' => canBeMany ? new Determiner(DeterminerKind.Number, Count: 2 + random.Next(9)) : new Determiner(DeterminerKind.Bare),
            _ => throw new FormatException($"There is no determiner letter '{letter}'; expected one of b i p d q o w m v x y z k t h e n."),
        };
        return (determiner, plural);
    }
}
