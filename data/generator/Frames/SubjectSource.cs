using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>
/// Draws subjects. English "you" is du unless the sentence names an adult by surname (Sie) or several listeners
/// ("you two", "children": ihr).
/// </summary>
internal sealed class SubjectSource(Lexicon lexicon)
{
    private static readonly GrammaticalPerson[] Tellers =
    [
        GrammaticalPerson.I, GrammaticalPerson.I, GrammaticalPerson.I, GrammaticalPerson.I, GrammaticalPerson.We, GrammaticalPerson.We,
        GrammaticalPerson.He, GrammaticalPerson.He, GrammaticalPerson.She, GrammaticalPerson.She, GrammaticalPerson.They,
        GrammaticalPerson.You,
    ];

    private static readonly GrammaticalPerson[] Thirds = [GrammaticalPerson.He, GrammaticalPerson.She, GrammaticalPerson.They];
    private static readonly GrammaticalPerson[] Owners =
    [
        GrammaticalPerson.I, GrammaticalPerson.I, GrammaticalPerson.I, GrammaticalPerson.You, GrammaticalPerson.He,
        GrammaticalPerson.She, GrammaticalPerson.We, GrammaticalPerson.They,
    ];

    /// <summary>A random owner for "my", "his" ... where no subject decides.</summary>
    public static GrammaticalPerson Owner(StableRandom random) => random.Pick(Owners);

    /// <summary>tell: anyone but those addressed formally; ask: those one asks about; third: others; second: the listener; listener: the same, as one greets; formal: Sie; me; we; people.</summary>
    /// <exception cref="FormatException">The mode is none of these.</exception>
    public Subject Draw(string mode, StableRandom random) => mode switch
    {
        "tell" => random.Chance(60) ? Of(random.Pick(Tellers)) : new Subject(Person(random)),
        "third" => random.Chance(50) ? Of(random.Pick(Thirds)) : new Subject(Person(random)),
        "people" => new Subject(Person(random)),
        "ask" => Asked(random),
        "second" => Listener(random),
        "listener" => Greeted(random),
        "formal" => Of(GrammaticalPerson.Formal),
        "me" => Of(GrammaticalPerson.I),
        "you" => Of(GrammaticalPerson.You),
        "us" => Of(GrammaticalPerson.We),
        "we" => Of(random.Chance(50) ? GrammaticalPerson.We : GrammaticalPerson.I),
        _ => throw new FormatException($"There is no subject mode \"{mode}\"; expected tell, third, people, ask, second, listener, formal, me, you, us or we."),
    };

    private static Subject Of(GrammaticalPerson person) => new(new PersonalPronoun(person));

    private Subject Asked(StableRandom random) => random.Next(100) switch
    {
        < 45 => Of(GrammaticalPerson.You),
        < 60 => new Subject(new PersonalPronoun(GrammaticalPerson.Formal), random.Pick(lexicon.Phrases("title"))),
        < 67 => Of(GrammaticalPerson.YouAll),
        < 82 => Of(random.Pick(Thirds)),
        _ => new Subject(Person(random)),
    };

    private Subject Listener(StableRandom random) => random.Next(100) switch
    {
        < 60 => Of(GrammaticalPerson.You),
        < 72 => new Subject(new PersonalPronoun(GrammaticalPerson.You), random.Pick(lexicon.Phrases("name"))),
        < 90 => new Subject(new PersonalPronoun(GrammaticalPerson.Formal), random.Pick(lexicon.Phrases("title"))),
        _ => new Subject(new PersonalPronoun(GrammaticalPerson.YouAll), random.Pick(lexicon.Phrases("group"))),
    };

    private Subject Greeted(StableRandom random) => random.Next(100) switch
    {
        < 50 => Of(GrammaticalPerson.You),
        < 76 => new Subject(new PersonalPronoun(GrammaticalPerson.You), random.Pick(lexicon.Phrases("name"))),
        < 82 => new Subject(new PersonalPronoun(GrammaticalPerson.You), random.Pick(lexicon.Phrases("dear"))),
        < 96 => new Subject(new PersonalPronoun(GrammaticalPerson.Formal), random.Pick(lexicon.Phrases("title"))),
        _ => new Subject(new PersonalPronoun(GrammaticalPerson.YouAll), random.Pick(lexicon.Phrases("group"))),
    };

    private IFiller Person(StableRandom random)
    {
        int kind = random.Next(100);
        if (kind < 40)
            return random.Pick(lexicon.Phrases("name"));
        if (kind < 50)
            return Pair(random);
        if (kind < 80)
            return Relative(random);
        Noun noun = random.Pick(lexicon.NounsOf(["subject"]));
        return new NounPhrase(noun, new Determiner(DeterminerKind.Definite), noun.Kind == Countability.Plural || random.Chance(25));
    }

    private NounPhrase Relative(StableRandom random)
    {
        Noun noun = random.Pick(lexicon.NounsOf(["relative"]));
        bool plural = noun.Kind == Countability.Plural || (noun.Classes.Contains("several") && random.Chance(25));
        return new NounPhrase(noun, new Determiner(DeterminerKind.Possessive, Owner(random)), plural);
    }

    private ProperName Pair(StableRandom random)
    {
        IFiller first = random.Pick(lexicon.Phrases("name"));
        IFiller second = random.Pick(lexicon.Phrases("name"));
        while (second.English("") == first.English(""))
            second = random.Pick(lexicon.Phrases("name"));
        return new ProperName($"{first.English("")} and {second.English("")}", $"{first.German("")} und {second.German("")}", GrammaticalPerson.They);
    }
}
