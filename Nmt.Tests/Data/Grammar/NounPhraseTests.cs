using Nmt.Data.Grammar;

namespace Nmt.Tests.Data.Grammar;

public sealed class NounPhraseTests
{
    private static readonly Noun Table = new("Tisch", Gender.Masculine, "Tische", "es", "table", "tables", Countability.Count, ["furniture"]);
    private static readonly Noun Lamp = new("Lampe", Gender.Feminine, "Lampen", "", "lamp", "lamps", Countability.Count, ["furniture"]);
    private static readonly Noun Bed = new("Bett", Gender.Neuter, "Betten", "es", "bed", "beds", Countability.Count, ["furniture"]);
    private static readonly Noun Boy = new("Junge", Gender.Masculine, "Jungen", "n", "boy", "boys", Countability.Count, ["human"]);
    private static readonly Adjective New = new("neu", "neu", "neuer", "neuesten", "new", "newer", "newest", ["furniture"]);

    // The tables of any German grammar (for example Duden 4, declension of adjectives): weak, mixed, strong.
    [Theory]
    [InlineData("d", "der neue Tisch|des neuen Tisches|dem neuen Tisch|den neuen Tisch")]
    [InlineData("i", "ein neuer Tisch|eines neuen Tisches|einem neuen Tisch|einen neuen Tisch")]
    [InlineData("b", "neuer Tisch|neuen Tisches|neuem Tisch|neuen Tisch")]
    [InlineData("m", "mein neuer Tisch|meines neuen Tisches|meinem neuen Tisch|meinen neuen Tisch")]
    [InlineData("k", "kein neuer Tisch|keines neuen Tisches|keinem neuen Tisch|keinen neuen Tisch")]
    [InlineData("t", "dieser neue Tisch|dieses neuen Tisches|diesem neuen Tisch|diesen neuen Tisch")]
    public void German_Masculine_Declines(string determiner, string expected) => AssertCases(Table, determiner, plural: false, expected);

    [Theory]
    [InlineData("d", "die neue Lampe|der neuen Lampe|der neuen Lampe|die neue Lampe")]
    [InlineData("i", "eine neue Lampe|einer neuen Lampe|einer neuen Lampe|eine neue Lampe")]
    [InlineData("b", "neue Lampe|neuer Lampe|neuer Lampe|neue Lampe")]
    [InlineData("k", "keine neue Lampe|keiner neuen Lampe|keiner neuen Lampe|keine neue Lampe")]
    public void German_Feminine_Declines(string determiner, string expected) => AssertCases(Lamp, determiner, plural: false, expected);

    [Theory]
    [InlineData("d", "das neue Bett|des neuen Bettes|dem neuen Bett|das neue Bett")]
    [InlineData("i", "ein neues Bett|eines neuen Bettes|einem neuen Bett|ein neues Bett")]
    [InlineData("b", "neues Bett|neuen Bettes|neuem Bett|neues Bett")]
    [InlineData("m", "mein neues Bett|meines neuen Bettes|meinem neuen Bett|mein neues Bett")]
    public void German_Neuter_Declines(string determiner, string expected) => AssertCases(Bed, determiner, plural: false, expected);

    [Theory]
    [InlineData("d", "die neuen Betten|der neuen Betten|den neuen Betten|die neuen Betten")]
    [InlineData("i", "neue Betten|neuer Betten|neuen Betten|neue Betten")]
    [InlineData("m", "meine neuen Betten|meiner neuen Betten|meinen neuen Betten|meine neuen Betten")]
    [InlineData("k", "keine neuen Betten|keiner neuen Betten|keinen neuen Betten|keine neuen Betten")]
    [InlineData("n", "zwei neue Betten|zwei neuer Betten|zwei neuen Betten|zwei neue Betten")]
    public void German_Plural_Declines(string determiner, string expected) => AssertCases(Bed, determiner, plural: true, expected);

    [Fact]
    public void German_WeakMasculine_TakesN()
    {
        var phrase = new NounPhrase(Boy, new Determiner(DeterminerKind.Definite), Plural: false);

        Assert.Equal("~den Jungen", phrase.German("acc"));
        Assert.Equal("~dem Jungen", phrase.German("dat"));
        Assert.Equal("~der Junge", phrase.German("nom"));
    }

    [Theory]
    [InlineData("YouAll", "euer Tisch", "euren Tisch")]
    [InlineData("We", "unser Tisch", "unseren Tisch")]
    [InlineData("She", "ihr Tisch", "ihren Tisch")]
    [InlineData("Formal", "Ihr Tisch", "Ihren Tisch")]
    public void German_Possessive_AgreesWithOwnerAndNoun(string owner, string nominative, string accusative)
    {
        var phrase = new NounPhrase(Table, new Determiner(DeterminerKind.Possessive, Enum.Parse<GrammaticalPerson>(owner)), Plural: false);

        Assert.Equal(nominative, phrase.German("nom"));
        Assert.Equal(accusative, phrase.German("acc"));
    }

    [Fact]
    public void German_Pronouns_FollowGrammaticalGender()
    {
        var table = new NounPhrase(Table, new Determiner(DeterminerKind.Definite), Plural: false);
        var lamps = new NounPhrase(Lamp, new Determiner(DeterminerKind.Definite), Plural: true);

        Assert.Equal("er", table.German("er"));
        Assert.Equal("dem", table.German("dem"));
        Assert.Equal("denen", lamps.German("dem"));
        Assert.Equal("it", table.English("it"));
    }

    private static void AssertCases(Noun noun, string determiner, bool plural, string expected)
    {
        DeterminerKind kind = determiner switch
        {
            "d" => DeterminerKind.Definite,
            "i" => DeterminerKind.Indefinite,
            "m" => DeterminerKind.Possessive,
            "k" => DeterminerKind.No,
            "t" => DeterminerKind.This,
            "n" => DeterminerKind.Number,
            _ => DeterminerKind.Bare,
        };
        var phrase = new NounPhrase(noun, new Determiner(kind, Count: 2), plural, New);
        string[] cases = expected.Split('|');

        Assert.Equal(cases[0], phrase.German("nom").TrimStart('~'));
        Assert.Equal(cases[1], phrase.German("gen").TrimStart('~'));
        Assert.Equal(cases[2], phrase.German("dat").TrimStart('~'));
        Assert.Equal(cases[3], phrase.German("acc").TrimStart('~'));
    }
}
