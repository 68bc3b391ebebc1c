using System.Text;

namespace Nmt.Model.Text;

/// <summary>
/// The 256 characters that stand for the 256 bytes in the files of a byte-level BPE, so that every piece is printable
/// and free of white space (Radford et al. 2019, GPT-2). Bytes that are printable Latin-1 characters stand for
/// themselves; the other 68 take the characters from U+0100 on, in the order of the bytes.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] Characters = BuildCharacters();
    private static readonly short[] Bytes = BuildBytes();

    /// <summary>The character that stands for a byte.</summary>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>The byte that a character stands for; false for a character outside the alphabet.</summary>
    public static bool TryByteOf(char character, out byte value)
    {
        short found = character < Bytes.Length ? Bytes[character] : (short)-1;
        value = (byte)found;
        return found >= 0;
    }

    /// <summary>The UTF-8 bytes of a text, each as its character.</summary>
    public static string Spell(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(count, bytes, static (characters, source) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = Characters[source[i]];
            }
        });
    }

    private static char[] BuildCharacters()
    {
        var characters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            characters[value] = IsPrintableLatin(value) ? (char)value : (char)next++;
        }

        return characters;
    }

    private static short[] BuildBytes()
    {
        var bytes = new short[Characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (int value = 0; value < 256; value++)
        {
            bytes[Characters[value]] = (short)value;
        }

        return bytes;
    }

    // U+00AD, the soft hyphen, is invisible.
    private static bool IsPrintableLatin(int value) =>
        value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
}
