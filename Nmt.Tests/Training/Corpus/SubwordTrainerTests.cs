using FsCheck;
using FsCheck.Fluent;
using Nmt.Model.Errors;
using Nmt.Model.Text;
using Nmt.Tests.Model.Text;
using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class SubwordTrainerTests
{
    private const int Bytes = 259;

    [Fact]
    public void Learn_FrequentPairs_AreJoinedFirst()
    {
        // Ġl: 3, lo: 3, ow: 2. The tie of three goes to the pair whose left piece is spelled first: l (U+006C) before Ġ.
        SubwordTokenizer learned = Learn(["low low lot"], Bytes + 10);
        Assert.Equal([new("l", "o"), new("Ġ", "lo"), new("Ġlo", "w")], learned.Merges);
    }

    [Fact]
    public void Learn_VocabularySize_CountsSpecialsAndBytes()
    {
        string[] lines = ["the dog and the cat and the dog and the cat"];
        Assert.Equal(Bytes, Learn(lines, Bytes).Vocabulary.Count);
        Assert.Equal(Bytes + 4, Learn(lines, Bytes + 4).Vocabulary.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Learn(lines, Bytes - 1));
    }

    [Fact]
    public void Extend_OtherWords_GoesOnWhereTheKnownMergesEnd()
    {
        SubwordTokenizer known = Learn(["the dog and the cat", "the dog and the cat"], Bytes + 12);
        WordCounts words = Count(["the doghouse", "the doghouse", "the cathouse", "the cathouse", "llll"]);

        SubwordTokenizer grown = SubwordTrainer.Extend(words, known, known.Vocabulary.Count + 6);

        Assert.Equal(known.Vocabulary.Pieces, grown.Vocabulary.Pieces.Take(known.Vocabulary.Count));
        Assert.Equal(known.Merges, grown.Merges.Take(known.Merges.Count));
        Assert.Equal(known.Vocabulary.Count + 6, grown.Vocabulary.Count);
        Assert.Equal(
            NaiveSubwordTrainer.Learn(words.Words, 6, minimumCount: 2, known.Merges), grown.Merges.Skip(known.Merges.Count));
        Assert.True(grown.Encode("the doghouse").Count < known.Encode("the doghouse").Count);
    }

    [Fact]
    public void Extend_NothingToAdd_IsTheKnown()
    {
        SubwordTokenizer known = Learn(["the dog and the cat", "the dog and the cat"], Bytes + 5);

        Assert.Equal(known.Merges, SubwordTrainer.Extend(Count(["the dog the dog"]), known, known.Vocabulary.Count).Merges);
        Assert.Throws<ArgumentOutOfRangeException>(() => SubwordTrainer.Extend(Count(["the dog"]), known, known.Vocabulary.Count - 1));
    }

    [Fact]
    public void Extend_SubwordsWithTags_IsRefusedUnlessNothingIsAdded()
    {
        SubwordTokenizer known = Learn(["the dog and the cat", "the dog and the cat"], Bytes + 5);
        SubwordTokenizer tagged = SubwordTokenizer.FromMerges(known.Merges, ["de", "fr"]);

        Assert.Contains("tags", Assert.Throws<NmtException>(
            () => SubwordTrainer.Extend(Count(["the dog the dog"]), tagged, tagged.Vocabulary.Count + 1)).Message);
        Assert.Equal(
            ["de", "fr"], SubwordTrainer.Extend(Count(["the dog the dog"]), tagged, tagged.Vocabulary.Count).Vocabulary.Tags.Keys.Order());
    }

    [Fact]
    public void Learn_PairsSeenOnce_AreNotJoined()
    {
        Assert.Empty(Learn(["once"], Bytes + 10).Merges);
        Assert.Equal(4, Learn(["once"], Bytes + 10, minimumCount: 1).Merges.Count);
    }

    [Fact]
    public void Learn_Pieces_NeverCrossWords()
    {
        SubwordTokenizer learned = Learn([.. Enumerable.Repeat("of the 12 of the 12, of the 12.", 20)], Bytes + 100);
        Assert.Equal([" of", " the", " 1", "2", ","], learned.Surface(learned.Encode("of the 12,")));
    }

    [Fact]
    public void Learn_OrderOfLines_DoesNotMatter()
    {
        string[] lines = ["a rose is a rose", "the nose is red", "those roses", "e e e ee eee eeee"];
        Assert.Equal(Learn(lines, Bytes + 50).Merges, Learn([.. lines.Reverse()], Bytes + 50).Merges);
    }

    [Fact]
    public void Learn_AnyText_EqualsCountingAnew()
    {
        // Few letters make runs (aaa), ties, overlaps and products that two rules share.
        Gen<string> word = Gen.Elements("a", "b", "c", "aa", "ab", "abc", "bc", "ü").NonEmptyListOf().Select(string.Concat);
        Gen<string> line = word.NonEmptyListOf().Select(words => string.Join(' ', words));
        Prop.ForAll(Arb.From(line.ListOf().Select(lines => lines.ToArray())), (string[] lines) =>
        {
            WordCounts words = Count(lines);
            Assert.Equal(
                NaiveSubwordTrainer.Learn(words.Words, newPieces: 60, minimumCount: 2),
                SubwordTrainer.Learn(words, Bytes + 60).Merges);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Learn_AnyText_GivesATokenizerThatRoundTrips() => AnyText.ForAll(text =>
    {
        string normalized = Normalizer.Normalize(text);
        SubwordTokenizer learned = Learn([normalized], Bytes + 20, minimumCount: 1);
        Assert.Equal(normalized, learned.Decode(learned.Encode(normalized)));
    });

    [Fact]
    public void Learn_FrequentWord_IsOnePiece()
    {
        SubwordTokenizer learned = Learn([.. Enumerable.Repeat("Straßenbahn fährt", 5)], Bytes + 100);
        Assert.Equal([" Straßenbahn", " fährt"], learned.Surface(learned.Encode("Straßenbahn fährt")));
    }

    [Fact]
    public void Learn_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => SubwordTrainer.Learn(Count(["aa aa"]), Bytes + 5, cancellation: cancellation.Token));
    }

    [Fact]
    public void Add_Lines_CountsWordsAsTheTokenizerCutsThem()
    {
        WordCounts words = Count(["the cat, the", "", "the 1"]);
        Assert.Equal(
            new Dictionary<string, long> { [" the"] = 3, [" cat"] = 1, [","] = 1, [" 1"] = 1 },
            words.Words.ToDictionary());
    }

    private static SubwordTokenizer Learn(string[] lines, int vocabularySize, long minimumCount = 2) =>
        SubwordTrainer.Learn(Count(lines), vocabularySize, minimumCount);

    private static WordCounts Count(string[] lines)
    {
        var words = new WordCounts();
        foreach (string line in lines)
        {
            words.Add(line);
        }

        return words;
    }
}
