using Nmt.Data.Grammar;

namespace Nmt.Tests.Data.Grammar;

public sealed class WordsTests
{
    [Theory]
    [InlineData(1, "one", "eins")]
    [InlineData(16, "sixteen", "sechzehn")]
    [InlineData(17, "seventeen", "siebzehn")]
    [InlineData(21, "twenty-one", "einundzwanzig")]
    [InlineData(30, "thirty", "dreißig")]
    [InlineData(76, "seventy-six", "sechsundsiebzig")]
    [InlineData(101, "one hundred and one", "einhunderteins")]
    [InlineData(250, "two hundred and fifty", "zweihundertfünfzig")]
    [InlineData(3000, "three thousand", "dreitausend")]
    public void Number_InWords(int value, string english, string german)
    {
        Assert.Equal(english, Number.English(value));
        Assert.Equal(german, Number.German(value));
    }

    [Theory]
    [InlineData(1, "first", "erst")]
    [InlineData(3, "third", "dritt")]
    [InlineData(7, "seventh", "siebt")]
    [InlineData(8, "eighth", "acht")]
    [InlineData(16, "sixteenth", "sechzehnt")]
    [InlineData(20, "twentieth", "zwanzigst")]
    [InlineData(31, "thirty-first", "einunddreißigst")]
    public void Number_Ordinals(int value, string english, string german)
    {
        Assert.Equal(english, Number.EnglishOrdinal(value));
        Assert.Equal(german, Number.GermanOrdinalStem(value));
    }

    [Theory]
    [InlineData(1, 0, "one o'clock", "ein Uhr")]
    [InlineData(7, 30, "half past seven", "halb acht")]
    [InlineData(12, 30, "half past twelve", "halb eins")]
    [InlineData(12, 45, "a quarter to one", "Viertel vor eins")]
    [InlineData(9, 15, "a quarter past nine", "Viertel nach neun")]
    [InlineData(4, 50, "ten to five", "zehn vor fünf")]
    public void ClockTime_AsPeopleSayIt(int hour, int minute, string english, string german)
    {
        var time = new ClockTime(hour, minute);

        Assert.Equal(english, time.English(""));
        Assert.Equal(german, time.German(""));
    }

    [Theory]
    [InlineData("in ~dem Park", "im Park")]
    [InlineData("in ~den Park", "in den Park")]
    [InlineData("In ~das Kino", "Ins Kino")]
    [InlineData("zu ~der Schule", "zur Schule")]
    [InlineData("zu ~den Kindern", "zu den Kindern")]
    [InlineData("das Haus, in dem er wohnt", "das Haus, in dem er wohnt")]
    [InlineData("auf ~dem Tisch", "auf dem Tisch")]
    public void Preposition_Melt_OnlyWithMarkedArticles(string text, string expected) => Assert.Equal(expected, Preposition.Melt(text));

    [Theory]
    [InlineData("apple", "an")]
    [InlineData("hour", "an")]
    [InlineData("university", "a")]
    [InlineData("uncle", "an")]
    [InlineData("umbrella", "an")]
    [InlineData("euro", "a")]
    [InlineData("old book", "an")]
    public void EnglishSpelling_Article_FollowsTheSound(string next, string expected) => Assert.Equal(expected, EnglishSpelling.Article(next));

    [Theory]
    [InlineData("I do not know.", "I don't know.")]
    [InlineData("She will not come.", "She won't come.")]
    [InlineData("I cannot swim.", "I can't swim.")]
    [InlineData("I am not tired.", "I'm not tired.")]
    [InlineData("He is older than I am.", "He's older than I am.")]
    [InlineData("They have a dog.", "They have a dog.")]
    [InlineData("We have already eaten.", "We've already eaten.")]
    [InlineData("let us go home.", "let's go home.")]
    [InlineData("where is the station?", "where's the station?")]
    [InlineData("here it is.", "here it is.")]
    public void EnglishSpelling_Contract_AsPeopleWrite(string sentence, string expected) => Assert.Equal(expected, EnglishSpelling.Contract(sentence));

    [Theory]
    [InlineData("watch", "watches")]
    [InlineData("study", "studies")]
    [InlineData("play", "plays")]
    [InlineData("go", "goes")]
    public void EnglishSpelling_WithS_DoublesNothing(string word, string expected) => Assert.Equal(expected, EnglishSpelling.WithS(word));
}
