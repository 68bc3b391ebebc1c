using FsCheck;
using FsCheck.Fluent;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Text;

public sealed class SubwordTokenizerTests
{
    private static readonly SubwordTokenizer Tokenizer = SubwordTokenizer.FromMerges(
    [
        new("Ġ", "d"), new("o", "g"), new("Ġd", "og"), new("h", "e"), new("Ġ", "t"), new("Ġt", "he"),
        new("Ã", "¼"), new("ð", "Ł"), new("ĺ", "Ģ"), new("l", "l"), new("ll", "l"),
    ]);

    [Fact]
    public void Encode_KnownMerges_AppliesTheEarliestFirst()
    {
        Assert.Equal(["Ġthe", "Ġdog", "s"], Pieces("the dogs"));
        Assert.Equal(["Ġ", "ll", "ll"], Pieces("llll"));
        Assert.Equal(["Ġ", "lll"], Pieces("lll"));
        Assert.Equal(["Ġ", "1", "2"], Pieces("12"));
    }

    [Fact]
    public void Encode_EmptyText_IsEmpty() => Assert.Empty(Tokenizer.Encode(""));

    [Fact]
    public void Decode_EncodedAnyText_IsTheNormalizedText() => AnyText.ForAll(text =>
    {
        string normalized = Normalizer.Normalize(text);
        Assert.Equal(normalized, Tokenizer.Decode(Tokenizer.Encode(normalized)));
    });

    [Fact]
    public void Surface_EncodedAnyText_JoinsToTheText() => AnyText.ForAll(text =>
    {
        string normalized = Normalizer.Normalize(text);
        IReadOnlyList<int> ids = Tokenizer.Encode(normalized);
        IReadOnlyList<string> surface = Tokenizer.Surface(ids);
        Assert.Equal(ids.Count, surface.Count);
        Assert.Equal(normalized.Length == 0 ? "" : " " + normalized, string.Concat(surface));
    });

    [Fact]
    public void Encode_AnyText_HasNoSpecialIds() => AnyText.ForAll(text =>
        Assert.DoesNotContain(Tokenizer.Encode(Normalizer.Normalize(text)), SpecialTokens.Contains));

    [Theory]
    [InlineData("<s>")]
    [InlineData("</s>")]
    [InlineData("<pad>")]
    [InlineData("a <s> b</s><pad>")]
    public void Encode_NameOfASpecialToken_IsSpelledLikeText(string text)
    {
        IReadOnlyList<int> ids = Tokenizer.Encode(text);
        Assert.DoesNotContain(ids, SpecialTokens.Contains);
        Assert.Equal(text, Tokenizer.Decode(ids));
    }

    [Fact]
    public void Decode_SpecialIds_AreSkipped()
    {
        IReadOnlyList<int> ids = [SpecialTokens.Bos, .. Tokenizer.Encode("the dog"), SpecialTokens.Eos, SpecialTokens.Pad];
        Assert.Equal("the dog", Tokenizer.Decode(ids));
        Assert.Equal(["", " the", " dog", "", ""], Tokenizer.Surface(ids));
    }

    [Fact]
    public void Decode_EveryPrefixOfACharacter_IsDropped()
    {
        IReadOnlyList<int> ids = Bytes(0xF0, 0x9F, 0x98, 0x80);
        for (int length = 0; length < 4; length++)
        {
            Assert.Equal("", Tokenizer.Decode([.. ids.Take(length)]));
        }

        Assert.Equal("😀", Tokenizer.Decode(ids));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xC3, (byte)'b' }, "ab")]
    [InlineData(new byte[] { 0xBC, (byte)'a' }, "a")]
    [InlineData(new byte[] { (byte)'a', 0xFF, 0xFE }, "a")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80, (byte)'a' }, "a")]
    [InlineData(new byte[] { 0xC0, 0xAF, (byte)'a' }, "a")]
    [InlineData(new byte[] { 0xEF, 0xBF, 0xBD }, "\uFFFD")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0, (byte)'b' }, "a b")]
    public void Decode_BytesThatAreNoText_AreDropped(byte[] bytes, string expected) =>
        Assert.Equal(expected, Tokenizer.Decode(Bytes(bytes)));

    [Fact]
    public void Decode_AnyBytes_IsNormalizedAndWithoutReplacementCharacters()
    {
        // Without 0xEF, the first byte of U+FFFD itself.
        Gen<int> ids = Gen.Choose(0, Tokenizer.Vocabulary.Count - 1).Where(id => id != Vocabulary.IdOfByte(0xEF));
        Prop.ForAll(Arb.From(ids.ListOf().Select(list => list.ToArray())), (int[] list) =>
        {
            string text = Tokenizer.Decode(list);
            Assert.DoesNotContain('\uFFFD', text);
            Assert.Equal(Normalizer.Normalize(text), text);
            Assert.DoesNotContain('\uFFFD', string.Concat(Tokenizer.Surface(list)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Surface_CharacterOverSeveralPieces_IsShownWholeAtTheFirst()
    {
        IReadOnlyList<int> ids = Tokenizer.Encode("日 grün 😀");
        Assert.Equal(["Ġ", "æ", "Ĺ", "¥", "Ġ", "g", "r", "Ã¼", "n", "Ġ", "ðŁ", "ĺĢ"], ids.Select(Tokenizer.Vocabulary.PieceOf));
        Assert.Equal([" ", "日", "", "", " ", "g", "r", "ü", "n", " ", "😀", ""], Tokenizer.Surface(ids));
    }

    [Fact]
    public void Decode_IdOutsideTheVocabulary_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.Decode([Tokenizer.Vocabulary.Count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.Surface([-1]));
    }

    [Fact]
    public void Load_SavedTokenizer_EncodesTheSame()
    {
        using var folder = new TemporaryFolder();
        Tokenizer.Save(folder.Path);
        Assert.Equal(["merges.txt", "vocab.json"], folder.Entries);

        SubwordTokenizer loaded = SubwordTokenizer.Load(folder.Path);
        Assert.Equal(Tokenizer.Vocabulary.Pieces, loaded.Vocabulary.Pieces);
        Assert.Equal(Tokenizer.Merges, loaded.Merges);
        const string Text = "the dogs llll grün 😀 <s>";
        Assert.Equal(Tokenizer.Encode(Text), loaded.Encode(Text));
    }

    [Fact]
    public void FromMerges_Languages_HaveTagsBehindAllOtherPieces()
    {
        SubwordTokenizer tagged = SubwordTokenizer.FromMerges(Tokenizer.Merges, ["de", "pt-BR"]);
        Assert.Equal(Tokenizer.Vocabulary.Pieces, tagged.Vocabulary.Pieces.SkipLast(2));
        Assert.Equal(["<2de>", "<2pt-BR>"], tagged.Vocabulary.Pieces.TakeLast(2));
        Assert.Equal([Tokenizer.Vocabulary.Count + 1], tagged.TagFor("pt-BR"));
        Assert.Equal("the dog", tagged.Decode([.. tagged.TagFor("de"), .. tagged.Encode("the dog")]));
        Assert.Equal(["", " the"], tagged.Surface([.. tagged.TagFor("de"), .. tagged.Encode("the")]));

        using var folder = new TemporaryFolder();
        tagged.Save(folder.Path);
        Assert.Equal(tagged.Vocabulary.Pieces, SubwordTokenizer.Load(folder.Path).Vocabulary.Pieces);
        Assert.Equal(tagged.TagFor("de"), SubwordTokenizer.Load(folder.Path).TagFor("de"));
    }

    [Fact]
    public void Encode_NameOfATag_IsSpelledLikeText()
    {
        SubwordTokenizer tagged = SubwordTokenizer.FromMerges(
            [new("<", "2"), new("<2", "d"), new("<2d", "e"), new("Ġ", "<")], ["de"]);
        foreach (string text in new[] { "<2de>", "a <2de>b", "<2de><2de>" })
        {
            Assert.DoesNotContain(tagged.TagFor("de")[0], tagged.Encode(text));
            Assert.Equal(text, tagged.Decode(tagged.Encode(text)));
        }
    }

    [Theory]
    [InlineData(null, "This model translates into de, en: expected one of them as the target language, found none.")]
    [InlineData("fr", "This model translates into de, en: expected one of them as the target language, found 'fr'.")]
    public void TagFor_NoneOfItsLanguages_SaysWhichItHas(string? language, string expected) => Assert.Equal(
        expected, Assert.Throws<Nmt.Model.Errors.NmtException>(() => SubwordTokenizer.FromMerges([], ["de", "en"]).TagFor(language)).Message);

    [Fact]
    public void TagFor_OneDirection_HasNone()
    {
        Assert.Empty(Tokenizer.TagFor(null));
        Assert.Throws<Nmt.Model.Errors.NmtException>(() => Tokenizer.TagFor("de"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d e")]
    [InlineData("dé")]
    public void FromMerges_NoCode_Throws(string language) =>
        Assert.Throws<ArgumentException>(() => SubwordTokenizer.FromMerges([], [language]));

    [Fact]
    public void Encode_ManyThreads_GiveTheSame()
    {
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => $"the dog {i} dogs{i}")];
        IReadOnlyList<int>[] expected = [.. texts.Select(Tokenizer.Encode)];
        SubwordTokenizer fresh = SubwordTokenizer.FromMerges(Tokenizer.Merges);
        Parallel.For(0, texts.Length, i => Assert.Equal(expected[i], fresh.Encode(texts[i])));
    }

    private static IReadOnlyList<string> Pieces(string text) => [.. Tokenizer.Encode(text).Select(Tokenizer.Vocabulary.PieceOf)];

    private static int[] Bytes(params byte[] bytes) => [.. bytes.Select(Vocabulary.IdOfByte)];
}
