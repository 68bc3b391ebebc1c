using Nmt.Model.Text;

namespace Nmt.Tests.Model.Text;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Vocabulary = SubwordTokenizer.FromMerges([new("a", "b"), new("b", "c"), new("ab", "c"), new("a", "bc")]).Vocabulary;

    [Fact]
    public void Pieces_OfMerges_AreSpecialsThenBytesThenProducts()
    {
        Assert.Equal(["<pad>", "<s>", "</s>"], Vocabulary.Pieces.Take(3));
        Assert.Equal(Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharacterOf((byte)value).ToString()), Vocabulary.Pieces.Skip(3).Take(256));

        // abc is the product of two rules and has one id.
        Assert.Equal(["ab", "bc", "abc"], Vocabulary.Pieces.Skip(259));
        Assert.Equal(262, Vocabulary.Count);
    }

    [Fact]
    public void IdOf_EveryPiece_IsTheIdThatGivesIt() =>
        Assert.All(Enumerable.Range(0, Vocabulary.Count), id => Assert.Equal(id, Vocabulary.IdOf(Vocabulary.PieceOf(id))));

    [Fact]
    public void IdOf_SpecialTokens_AreTheConstants()
    {
        Assert.Equal(SpecialTokens.Pad, Vocabulary.IdOf("<pad>"));
        Assert.Equal(SpecialTokens.Bos, Vocabulary.IdOf("<s>"));
        Assert.Equal(SpecialTokens.Eos, Vocabulary.IdOf("</s>"));
        Assert.Equal(3 + 'a', Vocabulary.IdOfByte((byte)'a'));
    }

    [Fact]
    public void IdOf_UnknownPiece_Throws()
    {
        Assert.Throws<ArgumentException>(() => Vocabulary.IdOf("zz"));
        Assert.False(Vocabulary.TryIdOf("zz", out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.PieceOf(Vocabulary.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.PieceOf(-1));
    }
}
