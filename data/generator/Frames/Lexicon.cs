using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>Every word that a frame can ask for, read from the tables.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, EnglishVerb> _englishVerbs = [];
    private readonly Dictionary<string, GermanVerb> _germanVerbs = [];
    private readonly Dictionary<string, List<IFiller>> _phrases = [];
    private readonly ILookup<string, Noun> _nounsByClass;
    private readonly Dictionary<Noun, Adjective[]> _adjectivesByNoun;

    public Lexicon()
    {
        Nouns = [.. TsvTable.Read("nouns.tsv", 8).Select(ToNoun)];
        Adjectives = [.. TsvTable.Read("adjectives.tsv", 8).Select(ToAdjective)];
        _nounsByClass = Nouns.SelectMany(noun => noun.Classes.Select(name => (name, noun))).ToLookup(entry => entry.name, entry => entry.noun);
        _adjectivesByNoun = Nouns.Distinct().ToDictionary(noun => noun, noun => Adjectives.Where(adjective => adjective.Fits(noun)).ToArray());
        foreach (string[] row in TsvTable.Read("english-verbs.tsv", 4))
            _englishVerbs.Add(row[0], new EnglishVerb(row[0], row[1], row[2], row[3]));
        foreach (string[] row in TsvTable.Read("german-verbs.tsv", 7))
            _germanVerbs.Add(row[0], ToGermanVerb(row));
        ReadPhrases();
        ReadNames();
        AddNumbersAndTimes();
    }

    public IReadOnlyList<Noun> Nouns { get; }

    public IReadOnlyList<Adjective> Adjectives { get; }

    public IReadOnlyCollection<GermanVerb> GermanVerbs => _germanVerbs.Values;

    /// <summary>An English verb; one that no table lists is regular.</summary>
    public EnglishVerb English(string stem) => _englishVerbs.TryGetValue(stem, out EnglishVerb? verb) ? verb : EnglishVerb.Regular(stem);

    /// <summary>A German verb by its infinitive with the prefix marked: "an|rufen".</summary>
    public GermanVerb German(string lemma) => _germanVerbs.TryGetValue(lemma, out GermanVerb? verb) ? verb
        : throw new FormatException($"tables/german-verbs.tsv has no verb \"{lemma}\"; add its principal parts.");

    public bool IsNounClass(string name) => _nounsByClass.Contains(name);

    /// <summary>The nouns of any of the classes, each once.</summary>
    public IReadOnlyList<Noun> NounsOf(string[] classes) => [.. classes.SelectMany(name => _nounsByClass[name]).Distinct()];

    public IReadOnlyList<Adjective> AdjectivesFor(Noun noun) => _adjectivesByNoun[noun];

    /// <summary>The phrases of one class of phrases.tsv, places.tsv, times.tsv, names.tsv, or of numbers.</summary>
    public IReadOnlyList<IFiller> Phrases(string name) => _phrases.TryGetValue(name, out List<IFiller>? list) ? list
        : throw new FormatException($"No table has a class \"{name}\".");

    private static Noun ToNoun(string[] row)
    {
        Gender gender = row[1] switch
        {
            "m" => Gender.Masculine,
            "f" => Gender.Feminine,
            "n" => Gender.Neuter,
            _ => throw new FormatException($"tables/nouns.tsv, \"{row[0]}\": expected gender m, f or n, found \"{row[1]}\"."),
        };
        var kind = Enum.Parse<Countability>(row[6], ignoreCase: true);
        string englishPlural = row[5] switch
        {
            "-" => "",
            "+" => EnglishSpelling.WithS(row[4]),
            _ => row[5],
        };
        return new Noun(row[0], gender, Cell(row[2]), Cell(row[3]), row[4], englishPlural, kind, row[7].Split(' '));
    }

    private static Adjective ToAdjective(string[] row) =>
        new(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7].Split(' '));

    private static GermanVerb ToGermanVerb(string[] row)
    {
        string[] parts = row[0].Split('|');
        return new GermanVerb(parts[^1], parts.Length > 1 ? parts[0].Replace('_', ' ') : "", row[1], row[2].TrimEnd('*'), row[3], row[4] == "sein",
            row[5], row[6] == "-" ? [] : row[6].Split(' '))
        {
            PrefersPreterite = row[2].EndsWith('*'),
        };
    }

    private static string Cell(string text) => text == "-" ? "" : text;

    private void Add(string name, IFiller filler)
    {
        if (!_phrases.TryGetValue(name, out List<IFiller>? list))
            _phrases.Add(name, list = []);
        list.Add(filler);
    }

    private void ReadPhrases()
    {
        foreach (string[] row in TsvTable.Read("expressions.tsv", 3))
            Add(row[0], new Phrase(row[1], row[2]));
        foreach (string[] row in TsvTable.Read("times.tsv", 3))
            Add("time-" + row[0], new Phrase(row[1], row[2]));
        foreach (string[] row in TsvTable.Read("places.tsv", 7))
        {
            Add(row[0], new Phrase(new Dictionary<string, (string, string)>
            {
                [""] = (row[3][(row[3].IndexOf(' ', StringComparison.Ordinal) + 1)..], row[4][(row[4].IndexOf(' ', StringComparison.Ordinal) + 1)..]),
                ["to"] = (row[1], row[2]),
                ["at"] = (row[3], row[4]),
                ["from"] = (row[5], row[6]),
            }));
        }
    }

    private void ReadNames()
    {
        foreach (string[] row in TsvTable.Read("names.tsv", 2))
        {
            if (row[0] == "surname")
            {
                foreach (string mister in (string[])["Mr ", "Mr. "])
                    Add("title", new Phrase(mister + row[1], "Herr " + row[1]));
                foreach (string missis in (string[])["Mrs ", "Mrs. ", "Ms "])
                    Add("title", new Phrase(missis + row[1], "Frau " + row[1]));
                Add("surname", new Phrase(row[1], row[1]));
                continue;
            }
            Add("name", new ProperName(row[1], row[1], row[0] == "f" ? GrammaticalPerson.She : GrammaticalPerson.He));
            Add("name-" + row[0], Phrases("name")[^1]);
        }
    }

    private void AddNumbersAndTimes()
    {
        for (int hour = 1; hour <= 12; hour++)
        {
            for (int minute = 0; minute < 60; minute += 5)
            {
                // Twenty-five past is said as "five to half past" in German: left out.
                if (minute is not (25 or 35))
                    Add(minute == 0 ? "hour" : "minutes", new ClockTime(hour, minute));
            }
        }
        for (int value = 2; value <= 99; value++)
            Add(value <= 12 ? "few" : "many", new Phrase(Number.English(value), Number.German(value)));
        for (int value = 2; value <= 120; value++)
            Add("digits", new Phrase(value.ToString(), value.ToString()));
        for (int value = 100; value <= 9000; value += value < 1000 ? 50 : 1000)
            Add("round", new Phrase(Number.English(value), Number.German(value)));
        for (int year = 1950; year <= 2024; year++)
            Add("year", new Phrase(year.ToString(), year.ToString()));
        for (int day = 1; day <= 31; day++)
        {
            Add("ordinal", new Phrase(new Dictionary<string, (string, string)>
            {
                [""] = (Number.EnglishOrdinal(day), Number.GermanOrdinalStem(day) + "e"),
                ["n"] = (Number.EnglishOrdinal(day), Number.GermanOrdinalStem(day) + "en"),
                ["r"] = (Number.EnglishOrdinal(day), Number.GermanOrdinalStem(day) + "er"),
            }));
        }
    }
}
