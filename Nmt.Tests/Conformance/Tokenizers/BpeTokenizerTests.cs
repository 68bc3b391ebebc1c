using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Conformance.Tokenizers;

/// <summary>What Nmt relies on in Microsoft.ML.Tokenizers; holds for the package and for the stand-in alike.</summary>
public sealed class BpeTokenizerTests
{
    private static readonly Dictionary<string, int> Specials = new() { ["<pad>"] = 0, ["<s>"] = 1 };

    private static readonly string[] Pieces =
        ["<pad>", "<s>", "Ġ", "a", "b", "c", "Ã", "¼", "aa", "ab", "Ġa", "aab", "Ã¼", "ðŁ"];

    private static readonly string[] Merges = ["a a", "a b", "Ġ a", "aa b", "Ã ¼"];

    [Theory]
    [InlineData("ab", "ab")]
    [InlineData("aab", "aab")]
    [InlineData("aaab", "aa ab")]
    [InlineData("aaaaa", "aa aa a")]
    [InlineData(" ab", "Ġ ab")]
    [InlineData(" a", "Ġa")]
    [InlineData("cüc", "c Ã¼ c")]
    [InlineData("abababababababababababababababababababab", "ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab")]
    public void EncodeToIds_Word_AppliesMergesByRankThenFromTheLeft(string text, string expected)
    {
        BpeTokenizer tokenizer = Tokenizer();
        for (int time = 0; time < 2; time++)
        {
            // The second time the word comes out of a cache.
            Assert.Equal(expected, string.Join(' ', tokenizer.EncodeToIds(text).Select(id => Pieces[id])));
        }
    }

    [Fact]
    public void EncodeToIds_NothingToEncode_IsEmpty()
    {
        Assert.Empty(Tokenizer().EncodeToIds(""));
        Assert.Empty(Tokenizer().EncodeToIds((string)null!));
    }

    [Fact]
    public void EncodeToIds_CharacterThatTheVocabularyLacks_IsLost() =>
        Assert.Equal(Ids("ab"), Tokenizer().EncodeToIds("azb"));

    [Fact]
    public void EncodeToIds_WordsOfThePreTokenizer_AreNotJoined()
    {
        Assert.Equal(Ids("a", "b"), Tokenizer(pattern: ".").EncodeToIds("ab"));
        Assert.Equal(Ids("ab"), Tokenizer(pattern: ".").EncodeToIds("ab", considerPreTokenization: false));
    }

    [Fact]
    public void EncodeToIds_WordThatIsASpecialToken_IsItsId()
    {
        Assert.Equal(Ids("<s>"), Tokenizer(pattern: ".+").EncodeToIds("<s>"));
        Assert.Equal(Ids("ab"), Tokenizer(pattern: ".+").EncodeToIds("<s>a<s>b"));
        Assert.Empty(Tokenizer(pattern: "<|s|>").EncodeToIds("<s>"));
    }

    [Fact]
    public void CountTokens_Text_IsTheNumberOfIds() => Assert.Equal(2, Tokenizer().CountTokens("aaab"));

    [Fact]
    public void Decode_BytePieces_AreUtf8()
    {
        Assert.Equal(" aü", Tokenizer().Decode(Ids("Ġa", "Ã¼")));
        Assert.Equal("ü", Tokenizer().Decode(Ids("Ã", "¼")));
        Assert.Equal("a\uFFFDb", Tokenizer().Decode(Ids("a", "Ã", "b")));
        Assert.Equal("\uFFFD", Tokenizer().Decode(Ids("ðŁ")));
        Assert.Equal("", Tokenizer().Decode([]));
    }

    [Fact]
    public void Decode_SpecialTokens_AreWrittenOrSkipped()
    {
        Assert.Equal("<s>a", Tokenizer().Decode(Ids("<s>", "a")));
        Assert.Equal("<s>a", Tokenizer().Decode(Ids("<s>", "a"), considerSpecialTokens: true));
        Assert.Equal("a", Tokenizer().Decode(Ids("<s>", "a"), considerSpecialTokens: false));
    }

    [Fact]
    public void Decode_UnknownId_IsSkipped()
    {
        Assert.Equal("ab", Tokenizer().Decode([3, 999, 4]));
        Assert.Throws<ArgumentNullException>(() => Tokenizer().Decode(null!, considerSpecialTokens: false));
    }

    [Fact]
    public void Create_WithoutByteLevel_TakesCharactersAsTheyAre()
    {
        BpeTokenizer tokenizer = BpeTokenizer.Create(new BpeOptions(Vocabulary("日", "本", "日本")) { Merges = ["日 本"] });
        Assert.False(tokenizer.ByteLevel);
        Assert.Equal([2, 0], tokenizer.EncodeToIds("日本日"));
        Assert.Equal("日本日", tokenizer.Decode([2, 0]));
    }

    [Fact]
    public void Create_Properties_AreThoseOfTheOptions()
    {
        BpeTokenizer tokenizer = Tokenizer();
        Assert.True(tokenizer.ByteLevel);
        Assert.Equal(Specials, tokenizer.SpecialTokens);
        Assert.Equal(Pieces.Length, tokenizer.Vocabulary.Count);
        Assert.Equal(9, tokenizer.Vocabulary["ab"]);
        Assert.IsType<RegexPreTokenizer>(tokenizer.PreTokenizer);
    }

    [Fact]
    public void Create_BadOptions_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => BpeTokenizer.Create((BpeOptions)null!));
        Assert.Throws<ArgumentNullException>(() => new BpeOptions((IEnumerable<KeyValuePair<string, int>>)null!));
        Assert.Throws<InvalidOperationException>(() => BpeTokenizer.Create(new BpeOptions([])));
        foreach (string merge in (string[])["ab", "a ", "a b c", "a z", "b b"])
        {
            Assert.Throws<InvalidOperationException>(() => BpeTokenizer.Create(new BpeOptions(Vocabulary("a", "b", "ab")) { Merges = [merge] }));
        }
    }

    [Fact]
    public void Options_OfFiles_AreThoseInTheFiles()
    {
        using var folder = new TemporaryFolder();
        string vocabulary = folder.Write("vocab.json", """{"a": 0, "b": 1, "ab": 2}""");
        string merges = folder.Write("merges.txt", "#version: 0.2\n\na b\n");
        var options = new BpeOptions(vocabulary, merges) { ByteLevel = true };
        Assert.Equal(["a b"], options.Merges);
        Assert.Equal([2, 0], BpeTokenizer.Create(options).EncodeToIds("aba"));
        Assert.Null(new BpeOptions(vocabulary).Merges);

        folder.Write("merges.txt", "a b c\n");
        Assert.Throws<InvalidOperationException>(() => new BpeOptions(vocabulary, merges));
        Assert.Throws<ArgumentException>(() => new BpeOptions(vocabulary, folder["none"]));
        Assert.Throws<ArgumentException>(() => new BpeOptions(folder["none"], merges));
    }

    private static BpeTokenizer Tokenizer(string pattern = " ?[^ ]+") => BpeTokenizer.Create(new BpeOptions(Vocabulary(Pieces))
    {
        ByteLevel = true,
        Merges = Merges,
        SpecialTokens = Specials,
        PreTokenizer = new RegexPreTokenizer(new Regex(pattern), specialTokens: null),
    });

    private static IEnumerable<KeyValuePair<string, int>> Vocabulary(params string[] pieces) =>
        pieces.Select((piece, id) => KeyValuePair.Create(piece, id));

    private static int[] Ids(params string[] pieces) => [.. pieces.Select(piece => Array.IndexOf(Pieces, piece))];
}
