using System.Text.RegularExpressions;

namespace Nmt.Data;

/// <summary>A sentence as it reads in the middle of a text: only nouns, names and "I" with a capital letter, its mark at the end.</summary>
internal sealed partial record Draft(string English, string German, string Frame)
{
    // Commas are dropped in short lines, and only those that English has too: German needs its own before clauses.
    private const int ShortLine = 40;

    /// <summary>With a capital letter first, as one writes.</summary>
    public SentencePair Written() => new(Capitalize(English), Capitalize(German), Frame);

    /// <summary>As one types into a box: "good morning", "Thank you", "i am hungry". German keeps the capitals of its nouns.</summary>
    public SentencePair Typed(StableRandom random)
    {
        bool small = random.Chance(65);
        bool bare = !small || random.Chance(75);
        (string english, string german) = small ? (English, German) : (Capitalize(English), Capitalize(German));
        if (bare)
            (english, german) = (WithoutMark(english), WithoutMark(german));
        if (bare && english.Length < ShortLine && english.Contains(',', StringComparison.Ordinal) && random.Chance(40))
            (english, german) = (english.Replace(",", "", StringComparison.Ordinal), german.Replace(",", "", StringComparison.Ordinal));
        if (small && random.Chance(40))
            english = FirstPerson().Replace(english, "i");
        // "I" and names are capital anyway: where English cannot show it, German begins as usual.
        if (char.IsUpper(english[0]))
            german = Capitalize(german);
        return new SentencePair(english, german, Frame);
    }

    public static string Capitalize(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    public static string WithoutMark(string sentence) => sentence.TrimEnd('.', '!', '?');

    [GeneratedRegex(@"\bI\b")]
    private static partial Regex FirstPerson();
}
