using Nmt.Data.Frames;
using Nmt.Data.Grammar;

namespace Nmt.Tests.Data.Frames;

/// <summary>Whole clauses with their expected words in both languages: tense, verb position, nicht and kein, separable verbs.</summary>
public sealed class ClauseTests
{
    private static readonly Lexicon Lexicon = new();

    [Theory]
    [InlineData("present", false, "I call you", "ich rufe dich an")]
    [InlineData("present", true, "I do not call you", "ich rufe dich nicht an")]
    [InlineData("past", false, "I called you", "ich habe dich angerufen")]
    [InlineData("future", false, "I will call you", "ich werde dich anrufen")]
    [InlineData("can", true, "I can not call you", "ich kann dich nicht anrufen")]
    [InlineData("must", true, "I must not call you", "ich darf dich nicht anrufen")]
    [InlineData("haveto", true, "I do not have to call you", "ich muss dich nicht anrufen")]
    [InlineData("wanted", false, "I wanted to call you", "ich wollte dich anrufen")]
    [InlineData("already", false, "I have already called you", "ich habe dich schon angerufen")]
    [InlineData("yet", true, "I have not called you yet", "ich habe dich noch nicht angerufen")]
    [InlineData("prog", false, "I am calling you", "ich rufe dich an")]
    [InlineData("should", false, "I should call you", "ich sollte dich anrufen")]
    public void Main_SeparableVerb_TensesAndNegation(string tense, bool negated, string english, string german)
    {
        (EnglishClause source, GermanClause target) = Clauses("call you", "an|rufen dich", tense, negated);

        Assert.Equal(english, source.Main);
        Assert.Equal(german, target.Main);
    }

    [Fact]
    public void VerbLast_EachTense_PutsTheFiniteVerbAtTheEnd()
    {
        Assert.Equal("ich dich anrufe", Clauses("call you", "an|rufen dich", "present", false).German.VerbLast);
        Assert.Equal("ich dich angerufen habe", Clauses("call you", "an|rufen dich", "past", false).German.VerbLast);
        Assert.Equal("ich dich anrufen muss", Clauses("call you", "an|rufen dich", "haveto", false).German.VerbLast);
        Assert.Equal("dich anzurufen", Clauses("call you", "an|rufen dich", "present", false).German.ZuInfinitive);
    }

    [Fact]
    public void Perfect_VerbOfMotion_TakesSein()
    {
        Assert.Equal("ich bin nach Hause gegangen", Clauses("go home", "gehen | nach Hause", "past", false).German.Main);
        Assert.Equal("ich habe geschlafen", Clauses("sleep", "schlafen", "past", false).German.Main);
        Assert.Equal("ich war müde", Clauses("be tired", "sein | müde", "past", false).German.Main);
    }

    [Fact]
    public void Question_DoSupportAndVerbFirst()
    {
        (EnglishClause source, GermanClause target) = Clauses("sleep", "schlafen", "past", false);

        Assert.Equal("did I sleep", source.Question);
        Assert.Equal("habe ich geschlafen", target.VerbFirst);
        Assert.Equal("don't I sleep", Clauses("sleep", "schlafen", "present", true).English.Question);
        Assert.Equal("am I tired", Clauses("be tired", "sein | müde", "present", false).English.Question);
    }

    [Fact]
    public void Negation_IndefiniteObject_BecomesKein()
    {
        Assert.Equal("ich habe keine Zeit", Clauses("have time", "haben [Zeit f]", "present", true).German.Main);
        Assert.Equal("ich buche keinen Flug", Clauses("book a flight", "buchen | einen Flug", "present", true).German.Main);
        Assert.Equal("ich gehe nicht ins Kino", Clauses("go to the cinema", "gehen | ins Kino", "present", true).German.Main);
        Assert.Equal("ich öffne die Tür nicht", Clauses("open the door", "öffnen die Tür", "present", true).German.Main);
    }

    [Fact]
    public void Time_KnownObject_StandsBeforeItOnlyUnderNicht()
    {
        var today = new Phrase("today", "heute");

        Assert.Equal("ich öffne heute die Tür", Clauses("open the door", "öffnen die Tür", "present", false, today).German.Main);
        Assert.Equal("ich öffne die Tür heute nicht", Clauses("open the door", "öffnen die Tür", "present", true, today).German.Main);
        Assert.Equal("I open the door today", Clauses("open the door", "öffnen die Tür", "present", false, today).English.Main);
    }

    private static (EnglishClause English, GermanClause German) Clauses(
        string english, string german, string tense, bool negated, IFiller? time = null)
    {
        var subject = new Subject(new PersonalPronoun(GrammaticalPerson.I));
        var bindings = new Bindings();
        bindings.SetSubject("S", subject);
        var content = new ClauseContent(subject, new Predicate("act", english, german), bindings, TenseTable.Named(tense), negated) { Time = time };
        return (new EnglishClause(content, Lexicon), new GermanClause(content, Lexicon));
    }
}
