using Nmt.Data;

namespace Nmt.Tests.Data;

/// <summary>What a reader types first: the set phrases of the corpus in their many forms, and the list data/try.tsv.</summary>
public sealed class ConversationTests(CorpusBuilderTests.BuiltCorpus built) : IClassFixture<CorpusBuilderTests.BuiltCorpus>
{
    private Corpus Corpus => built.Corpus;

    [Fact]
    public void Train_SetPhrases_AreAQuarterOfThePairs()
    {
        double share = Conversation().Count() / (double)Corpus.Train.Count;

        Assert.InRange(share, 0.24, 0.34);
    }

    [Theory]
    [InlineData("how are you", 60)]
    [InlineData("good morning", 40)]
    [InlineData("thank you very much", 35)]
    [InlineData("what is your name", 20)]
    [InlineData("i love you", 15)]
    [InlineData("you're welcome", 10)]
    public void Train_FrequentPhrase_OccursInManyLines(string words, int least)
    {
        int lines = Corpus.Train.Count(pair => $" {Corpus.Key(pair.English)} ".Contains($" {words} ", StringComparison.Ordinal));

        Assert.True(lines >= least, $"\"{words}\" is in {lines} lines of train; expected at least {least}.");
    }

    [Fact]
    public void Train_SetPhrase_HasOneTranslationWhateverItsCapitalsAndMarks()
    {
        string[] torn =
        [
            .. Corpus.Train.Where(pair => pair.Frame.StartsWith("phrase: ", StringComparison.Ordinal))
                .GroupBy(pair => Corpus.Key(pair.English) + (pair.English.EndsWith('?') ? "?" : ""))
                .Where(group => group.Select(pair => Corpus.Key(pair.German)).Distinct().Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(" | ", group.Select(pair => pair.German).Distinct())}"),
        ];

        Assert.True(torn.Length == 0, string.Join('\n', torn));
    }

    [Fact]
    public void Train_TypedLines_AreThereAndAlikeOnBothSides()
    {
        SentencePair[] bare = [.. Corpus.Train.Where(pair => !HasMark(pair.English))];

        Assert.InRange(bare.Length / (double)Corpus.Train.Count, 0.05, 0.25);
        Assert.All(bare, pair => Assert.False(HasMark(pair.German), $"{pair.English} / {pair.German}"));
        Assert.Contains(Corpus.Train, pair => pair is { English: "good morning", German: "guten Morgen" });
        Assert.Contains(Corpus.Train, pair => pair is { English: "thank you", German: "danke" });

        static bool HasMark(string line) => line[^1] is '.' or '!' or '?';
    }

    [Fact]
    public void Corpus_Title_IsSpokenToWithSie()
    {
        SentencePair[] titled = [.. Conversation().Where(pair => pair.German.Contains(", Herr ", StringComparison.Ordinal) || pair.German.Contains(", Frau ", StringComparison.Ordinal))];

        Assert.True(titled.Length > 300);
        Assert.All(titled, pair => Assert.Empty(Corpus.Words(pair.German).Intersect(["du", "dich", "dir", "dein", "deine", "euch", "euer"])));
    }

    [Fact]
    public void HeldOut_Dialogues_JoinPhrasesInSequencesThatTrainLacks()
    {
        string[] tested = [.. Corpus.Dev.Concat(Corpus.Test).Select(pair => pair.Frame).Where(frame => frame.StartsWith("dialogue: ", StringComparison.Ordinal))];

        Assert.NotEmpty(tested);
        Assert.Empty(tested.Intersect(Corpus.Train.Select(pair => pair.Frame)));
        Assert.DoesNotContain(Corpus.Dev.Concat(Corpus.Test), pair => pair.Frame.StartsWith("phrase: ", StringComparison.Ordinal));
    }

    [Fact]
    public void TryList_EachWord_IsInTrainOnItsSide()
    {
        (string English, string German)[] list = [.. TryList()];
        HashSet<string> english = [.. Corpus.Train.SelectMany(pair => Corpus.Words(pair.English))];
        HashSet<string> german = [.. Corpus.Train.SelectMany(pair => Corpus.Words(pair.German))];

        Assert.True(list.Length >= 120);
        Assert.Equal(list.Length, list.Select(entry => entry.English).Distinct().Count());
        Assert.All(list, entry =>
        {
            Assert.Empty(Corpus.Words(entry.English).Except(english));
            Assert.Empty(Corpus.Words(entry.German.Split(" | ")[0]).Except(german));
        });
    }

    [Fact]
    public void TryList_WhereTrainHasTheLine_ItsTranslationIsAmongTheGoodOnes()
    {
        ILookup<string, string> train = Corpus.Train.ToLookup(pair => pair.English, pair => pair.German);

        string[] strange =
        [
            .. from entry in TryList()
               from german in train[entry.English]
               where !entry.German.Split(" | ").Contains(german)
               select $"{entry.English}: train has \"{german}\", the list \"{entry.German}\"",
        ];

        Assert.True(strange.Length == 0, string.Join('\n', strange));
    }

    private static IEnumerable<(string English, string German)> TryList() =>
        from line in CommittedCorpus.Lines("try.tsv")
        where line.Length > 0 && line[0] != '#'
        let cells = line.Split('\t')
        select (cells[0], cells[1]);

    private IEnumerable<SentencePair> Conversation() => Corpus.Train.Where(pair =>
        pair.Frame.StartsWith("phrase: ", StringComparison.Ordinal) || pair.Frame.StartsWith("dialogue: ", StringComparison.Ordinal));
}
