using Nmt.Data;
using Nmt.Data.Frames;
using Nmt.Data.Grammar;

namespace Nmt.Tests.Data;

public sealed class TablesTests
{
    private static readonly Lexicon Lexicon = new();

    [Fact]
    public void Nouns_AllForms_AreThere()
    {
        foreach (Noun noun in Lexicon.Nouns)
        {
            bool hasSingular = noun.Kind != Countability.Plural;
            bool hasPlural = noun.Kind != Countability.Mass;
            foreach (Case @case in Enum.GetValues<Case>())
            {
                if (hasSingular)
                    AssertNoun(noun.Decline(@case, plural: false));
                if (hasPlural)
                    AssertNoun(noun.Decline(@case, plural: true));
            }
            Assert.Equal(hasPlural, noun.EnglishPlural.Length > 0);
            Assert.NotEmpty(noun.Classes);
        }
    }

    [Fact]
    public void Nouns_DativePlural_EndsInNOrS()
    {
        foreach (Noun noun in Lexicon.Nouns.Where(noun => noun.Kind != Countability.Mass))
            Assert.Contains(noun.Decline(Case.Dative, plural: true)[^1], "ns");
    }

    [Fact]
    public void Nouns_GenitiveOfFeminines_HasNoEnding()
    {
        Assert.All(Lexicon.Nouns.Where(noun => noun.Gender == Gender.Feminine), noun => Assert.Equal("", noun.Genitive));
        Assert.All(
            Lexicon.Nouns.Where(noun => noun.Gender != Gender.Feminine && noun.Kind is not Countability.Plural),
            noun => Assert.Contains(noun.Genitive, new[] { "s", "es", "n", "en", "ns", "ses" }));
    }

    [Fact]
    public void GermanVerbs_Participles_FitTheirPrefix()
    {
        foreach (GermanVerb verb in Lexicon.GermanVerbs.Where(verb => verb.Prefix.Length > 0))
        {
            Assert.StartsWith(verb.Prefix, verb.Participle, StringComparison.Ordinal);
            Assert.Equal(verb.FullInfinitive.Length + (verb.Prefix.EndsWith(' ') ? 3 : 2), verb.ZuInfinitive.Length);
        }
    }

    [Fact]
    public void Adjectives_Classes_AreClassesOfNouns()
    {
        string[] known = [.. Lexicon.Nouns.SelectMany(noun => noun.Classes).Distinct()];

        Assert.All(Lexicon.Adjectives, adjective => Assert.Contains(adjective.Suits, known.Contains));
    }

    [Fact]
    public void Predicates_EachVerb_IsInTheTables()
    {
        foreach (string[] row in TsvTable.Read("predicates.tsv", 3))
        {
            var predicate = new Predicate(row[0], row[1], row[2]);
            GermanVerb verb = Lexicon.German(predicate.GermanVerb);
            Assert.Contains(predicate.BareKind, new[] { "act", "once", "plan", "routine", "state", "mishap", "luck", "event" });
            Assert.True(!predicate.CanBeAsked || verb.Imperative != "-", $"\"{row[2]}\" may be a command, but german-verbs.tsv has no imperative.");
        }
    }

    [Fact]
    public void Frames_EveryOne_CanBeFilled()
    {
        var subjects = new SubjectSource(Lexicon);
        var writer = new FrameWriter(Lexicon, new SlotFiller(Lexicon, subjects));
        var random = new StableRandom(7);

        foreach (Frame frame in Frame.ReadAll())
        {
            for (int draw = 0; draw < 20; draw++)
                Assert.NotEqual("", writer.Write(frame, random).German);
        }
    }

    private static void AssertNoun(string form)
    {
        Assert.True(char.IsUpper(form[0]), $"A German noun begins with a capital: \"{form}\".");
        Assert.DoesNotContain("-", form.Length > 0 ? form[^1].ToString() : "-", StringComparison.Ordinal);
    }
}
