using Nmt.Data.Frames;
using Nmt.Data.Grammar;

namespace Nmt.Tests.Data.Grammar;

public sealed class GermanVerbTests
{
    private static readonly Lexicon Lexicon = new();

    private static readonly GrammaticalPerson[] Persons =
    [
        GrammaticalPerson.I, GrammaticalPerson.You, GrammaticalPerson.He, GrammaticalPerson.We, GrammaticalPerson.YouAll, GrammaticalPerson.They,
    ];

    [Theory]
    [InlineData("machen", "mache machst macht machen macht machen")]
    [InlineData("arbeiten", "arbeite arbeitest arbeitet arbeiten arbeitet arbeiten")]
    [InlineData("fahren", "fahre fährst fährt fahren fahrt fahren")]
    [InlineData("lesen", "lese liest liest lesen lest lesen")]
    [InlineData("nehmen", "nehme nimmst nimmt nehmen nehmt nehmen")]
    [InlineData("halten", "halte hältst hält halten haltet halten")]
    [InlineData("sitzen", "sitze sitzt sitzt sitzen sitzt sitzen")]
    [InlineData("öffnen", "öffne öffnest öffnet öffnen öffnet öffnen")]
    [InlineData("wandern", "wandere wanderst wandert wandern wandert wandern")]
    [InlineData("ein|laden", "lade lädst lädt laden ladet laden")]
    [InlineData("sein", "bin bist ist sind seid sind")]
    [InlineData("haben", "habe hast hat haben habt haben")]
    [InlineData("werden", "werde wirst wird werden werdet werden")]
    [InlineData("müssen", "muss musst muss müssen müsst müssen")]
    [InlineData("möchten", "möchte möchtest möchte möchten möchtet möchten")]
    public void PresentOf_EachPerson_IsConjugated(string lemma, string expected)
    {
        GermanVerb verb = Lexicon.German(lemma);

        Assert.Equal(expected, string.Join(' ', Persons.Select(verb.PresentOf)));
    }

    [Theory]
    [InlineData("sein", "war warst war waren wart waren")]
    [InlineData("haben", "hatte hattest hatte hatten hattet hatten")]
    [InlineData("können", "konnte konntest konnte konnten konntet konnten")]
    [InlineData("gehen", "ging gingst ging gingen gingt gingen")]
    [InlineData("finden", "fand fandest fand fanden fandet fanden")]
    public void PastOf_EachPerson_IsConjugated(string lemma, string expected)
    {
        GermanVerb verb = Lexicon.German(lemma);

        Assert.Equal(expected, string.Join(' ', Persons.Select(verb.PastOf)));
    }

    [Theory]
    [InlineData("an|rufen", "anrufen", "anzurufen", "angerufen")]
    [InlineData("spazieren_|gehen", "spazieren gehen", "spazieren zu gehen", "spazieren gegangen")]
    [InlineData("besuchen", "besuchen", "zu besuchen", "besucht")]
    public void Infinitives_SeparablePrefix_TakesZuAndGeInside(string lemma, string infinitive, string zu, string participle)
    {
        GermanVerb verb = Lexicon.German(lemma);

        Assert.Equal(infinitive, verb.FullInfinitive);
        Assert.Equal(zu, verb.ZuInfinitive);
        Assert.Equal(participle, verb.Participle);
    }

    [Theory]
    [InlineData("lesen", "lies", "lest", "lesen Sie")]
    [InlineData("sein", "sei", "seid", "seien Sie")]
    [InlineData("warten", "warte", "wartet", "warten Sie")]
    public void ImperativeOf_DuIhrSie_Differ(string lemma, string du, string ihr, string sie)
    {
        GermanVerb verb = Lexicon.German(lemma);

        Assert.Equal(du, verb.ImperativeOf(GrammaticalPerson.You));
        Assert.Equal(ihr, verb.ImperativeOf(GrammaticalPerson.YouAll));
        Assert.Equal(sie, verb.ImperativeOf(GrammaticalPerson.Formal));
    }
}
