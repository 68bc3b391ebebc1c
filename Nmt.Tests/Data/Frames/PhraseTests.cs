using System.Text.RegularExpressions;
using Nmt.Data;
using Nmt.Data.Frames;

namespace Nmt.Tests.Data.Frames;

/// <summary>Set phrases: who is spoken to, what may be left out, how two of them join, how they are typed.</summary>
public sealed partial class PhraseTests
{
    private static readonly Lexicon Lexicon = new();

    [Fact]
    public void Write_Listener_DecidesBetweenDuSieAndIhr()
    {
        Draft[] drafts = [.. Draws(new SetPhrase("hru", 1, "how are you{,}?", "wie geht es [dir|Ihnen|euch]{,}?"))];

        Assert.Contains(drafts, draft => draft is { English: "how are you?", German: "wie geht es dir?" });
        Assert.Contains(drafts, draft => draft is { English: "how are you, Anna?", German: "wie geht es dir, Anna?" });
        Assert.Contains(drafts, draft => draft is { English: "how are you, Mr. Klein?", German: "wie geht es Ihnen, Herr Klein?" });
        Assert.Contains(drafts, draft => draft is { English: "how are you, children?", German: "wie geht es euch, Kinder?" });
    }

    [Fact]
    public void Write_Parentheses_StandOnBothSidesOrOnNone()
    {
        Draft[] drafts = [.. Draws(new SetPhrase("plain", 1, "(excuse me, )could you help me(, please)?", "(Entschuldigung, )könnten Sie mir (bitte )helfen?"))];

        Assert.All(drafts, draft =>
        {
            Assert.Equal(draft.English.StartsWith("excuse me, ", StringComparison.Ordinal), draft.German.StartsWith("Entschuldigung, ", StringComparison.Ordinal));
            Assert.Equal(draft.English.EndsWith(", please?", StringComparison.Ordinal), draft.German.Contains(" bitte ", StringComparison.Ordinal));
        });
        Assert.Equal(4, drafts.Select(draft => draft.English).Distinct().Count());
    }

    [Fact]
    public void Write_TwoPhrases_SpeakToTheSameListener()
    {
        var greeting = new SetPhrase("greet", 1, "good morning{,}!", "guten Morgen{,}!");
        var question = new SetPhrase("hru", 1, "how are you{,}?", "wie geht es [dir|Ihnen|euch]{,}?");
        var random = new StableRandom(3);
        Draft[] drafts = [.. Enumerable.Range(0, 600).Select(_ => Writer().Write(greeting, question, random))];

        Assert.Contains(drafts, draft => draft is { English: "good morning! How are you?", German: "guten Morgen! Wie geht es dir?" });
        Assert.Contains(drafts, draft => draft is { English: "good morning, how are you?", German: "guten Morgen, wie geht es dir?" });
        Assert.All(drafts, draft => Assert.Equal(draft.German.Contains("Frau", StringComparison.Ordinal) || draft.German.Contains("Herr", StringComparison.Ordinal), draft.German.Contains("Ihnen", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_BadPhrase_NamesIt()
    {
        var phrase = new SetPhrase("plain", 1, "I like {a:nosuchclass}.", "ich mag {a}.");

        FormatException error = Assert.Throws<FormatException>(() => Writer().Write(phrase, new StableRandom(1)));

        Assert.Contains("I like {a:nosuchclass}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("phrases.tsv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Phrases_EveryOne_CanBeWrittenAndIsWhole()
    {
        foreach (SetPhrase phrase in SetPhrase.ReadAll())
        {
            Assert.Equal(Optional().Count(phrase.English), Optional().Count(phrase.German));
            Assert.Equal(phrase.TakesAddress, phrase.German.Contains(SetPhrase.AddressMark, StringComparison.Ordinal));
            Assert.InRange(phrase.Pairs, 1, 80);
            Assert.All(Draws(phrase, 12), draft =>
                Assert.Equal(-1, (draft.English + draft.German).IndexOfAny(['{', '}', '<', '>', '[', ']', '(', ')', '|', '~'])));
        }
    }

    [Fact]
    public void Phrases_AreAtLeastAThousandAndDistinct()
    {
        string[] sources = [.. SetPhrase.ReadAll().Select(phrase => phrase.English)];

        Assert.True(sources.Length >= 1000, $"{sources.Length} phrases");
        Assert.Equal(sources.Length, sources.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Phrases_AreNoFramesToo_SoThatNoneIsTestedInDisguise()
    {
        HashSet<string> frames = [.. Frame.ReadAll().Select(frame => SlotName().Replace(frame.English, "{$1"))];

        Assert.All(SetPhrase.ReadAll(), phrase =>
        {
            string whole = Optional().Replace(phrase.English, "").Replace(SetPhrase.AddressMark, "", StringComparison.Ordinal);
            Assert.DoesNotContain(SlotName().Replace(whole, "{$1"), frames);
        });
    }

    [Fact]
    public void Sequences_Classes_HavePhrases()
    {
        HashSet<string> classes = [.. SetPhrase.ReadAll().Select(phrase => phrase.Class)];

        Assert.All(PhraseSequence.ReadAll(), sequence =>
        {
            Assert.Contains(sequence.First, classes);
            Assert.Contains(sequence.Second, classes);
        });
    }

    [Fact]
    public void Typed_GermanNouns_KeepTheirCapitals()
    {
        var random = new StableRandom(5);
        var draft = new Draft("good morning, I am Anna.", "guten Morgen, ich bin Anna.", "phrase: x");
        string[] english = [.. Enumerable.Range(0, 200).Select(_ => draft.Typed(random).English).Distinct()];

        Assert.Contains("good morning, I am Anna", english);
        Assert.Contains("Good morning, I am Anna", english);
        Assert.Contains("good morning i am Anna", english);
        Assert.Contains("good morning, i am Anna.", english);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.Contains("Morgen", draft.Typed(random).German, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, 200), _ =>
        {
            SentencePair pair = new Draft("I am here.", "ich bin hier.", "phrase: y").Typed(random);
            Assert.Equal(pair.English[0] == 'I', pair.German[0] == 'I');
        });
        Assert.Equal(new SentencePair("Good morning, I am Anna.", "Guten Morgen, ich bin Anna.", "phrase: x"), draft.Written());
    }

    private static IEnumerable<Draft> Draws(SetPhrase phrase, int draws = 6000)
    {
        PhraseWriter writer = Writer();
        var random = new StableRandom(11);
        return Enumerable.Range(0, draws).Select(_ => writer.Write(phrase, random));
    }

    private static PhraseWriter Writer()
    {
        var subjects = new SubjectSource(Lexicon);
        return new PhraseWriter(Lexicon, subjects, new SlotFiller(Lexicon, subjects));
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Optional();

    // The slot's name does not matter, its class does.
    [GeneratedRegex(@"\{\w+(:[^}]*)")]
    private static partial Regex SlotName();
}
