using System.Text.RegularExpressions;
using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>Writes set phrases, one or two in a row, to a listener who decides between du, Sie and ihr.</summary>
internal sealed partial class PhraseWriter(Lexicon lexicon, SubjectSource subjects, SlotFiller slots)
{
    // No phrase has more parts in parentheses.
    private const int OptionalParts = 3;

    /// <exception cref="FormatException">The phrase is badly written; names it.</exception>
    public Draft Write(SetPhrase phrase, StableRandom random)
    {
        (string english, string german) = Say(phrase, Listener(phrase, random), random);
        return new Draft(english, german, "phrase: " + phrase.English);
    }

    /// <summary>Both to the same listener, who is named in the first alone.</summary>
    /// <exception cref="FormatException">A phrase is badly written; names it.</exception>
    public Draft Write(SetPhrase first, SetPhrase second, StableRandom random)
    {
        Subject listener = Listener(first, random);
        (string english, string german) = Say(first, listener, random);
        (string nextEnglish, string nextGerman) = Say(second, listener with { Address = null }, random);
        bool opens = first.Class is "greet" or "sorry";
        (english, german) = opens && random.Chance(40)
            ? ($"{Draft.WithoutMark(english)}, {nextEnglish}", $"{Draft.WithoutMark(german)}, {nextGerman}")
            : ($"{english} {Draft.Capitalize(nextEnglish)}", $"{german} {Draft.Capitalize(nextGerman)}");
        return new Draft(english, german, $"dialogue: {first.English} {second.English}");
    }

    private Subject Listener(SetPhrase phrase, StableRandom random) => subjects.Draw(phrase.TakesAddress ? "listener" : "you", random);

    private (string English, string German) Say(SetPhrase phrase, Subject listener, StableRandom random)
    {
        try
        {
            bool[] said = [.. Enumerable.Range(0, OptionalParts).Select(_ => random.Chance(50))];
            string english = Address(Perhaps(phrase.English, said), listener.Address?.English(""));
            string german = Address(Perhaps(ByListener(phrase.German, listener.Person), said), listener.Address?.German(""));
            var bindings = new Bindings();
            slots.Fill(english, bindings, random);
            english = Template.English(english, bindings, lexicon);
            german = Template.German(german, bindings, lexicon);
            (english, german) = Template.Finish(english, german, random.Chance(55));
            return OtherMark(english, german, random);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"tables/phrases.tsv, phrase \"{phrase.English}\": {error.Message}", error);
        }
    }

    private static string Address(string text, string? name) =>
        text.Replace(SetPhrase.AddressMark, name is null ? "" : ", " + name, StringComparison.Ordinal);

    private static string ByListener(string text, GrammaticalPerson person) => Forms().Replace(text, match => person switch
    {
        GrammaticalPerson.Formal => match.Groups[2].Value,
        GrammaticalPerson.YouAll => match.Groups[3].Value,
        _ => match.Groups[1].Value,
    });

    private static string Perhaps(string text, bool[] said)
    {
        int part = 0;
        return Optional().Replace(text, match => said[part++] ? match.Groups[1].Value : "");
    }

    // A wish is as good with a full stop; some statements are cried.
    private static (string English, string German) OtherMark(string english, string german, StableRandom random)
    {
        if (english[^1] != german[^1])
            return (english, german);
        char mark = english[^1] switch
        {
            '!' when random.Chance(40) => '.',
            '.' when random.Chance(10) => '!',
            char same => same,
        };
        return (english[..^1] + mark, german[..^1] + mark);
    }

    [GeneratedRegex(@"\[([^|\]]*)\|([^|\]]*)\|([^|\]]*)\]")]
    private static partial Regex Forms();

    [GeneratedRegex(@"\(([^)]*)\)")]
    private static partial Regex Optional();
}
