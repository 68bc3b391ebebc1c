using System.Text;
using Nmt.Model.Text;

namespace Nmt.Tests.Model.Text;

public sealed class ByteAlphabetTests
{
    [Fact]
    public void CharacterOf_AllBytes_AreDistinctAndComeBack()
    {
        char[] characters = [.. Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharacterOf((byte)value))];
        Assert.Equal(256, characters.Distinct().Count());
        Assert.All(Enumerable.Range(0, 256), value =>
        {
            Assert.True(ByteAlphabet.TryByteOf(characters[value], out byte back));
            Assert.Equal(value, back);
        });
    }

    // The table that GPT-2 made usual: vocabularies of other tools read the same.
    [Theory]
    [InlineData(' ', 'Ġ')]
    [InlineData('\n', 'Ċ')]
    [InlineData('!', '!')]
    [InlineData('~', '~')]
    [InlineData(0x7F, 'ġ')]
    [InlineData(0xA0, 'ł')]
    [InlineData(0xAD, 'Ń')]
    [InlineData(0xC3, 'Ã')]
    public void CharacterOf_Byte_IsThatOfGpt2(int value, char expected) =>
        Assert.Equal(expected, ByteAlphabet.CharacterOf((byte)value));

    [Theory]
    [InlineData('日')]
    [InlineData('\u00AD')]
    [InlineData(' ')]
    [InlineData('\u0144')]
    public void TryByteOf_CharacterOutsideTheAlphabet_IsFalse(char character) =>
        Assert.False(ByteAlphabet.TryByteOf(character, out _));

    [Fact]
    public void Spell_Text_IsOneCharacterForEachByte()
    {
        Assert.Equal("Ġgrün".Replace("ü", "Ã¼", StringComparison.Ordinal), ByteAlphabet.Spell(" grün"));
        Assert.Equal(Encoding.UTF8.GetByteCount("日本 😀"), ByteAlphabet.Spell("日本 😀").Length);
    }
}
