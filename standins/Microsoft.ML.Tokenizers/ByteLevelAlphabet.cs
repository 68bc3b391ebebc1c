using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>The characters that stand for bytes: printable Latin-1 for itself, U+0100 and on for the other 68.</summary>
internal static class ByteLevelAlphabet
{
    private static readonly char[] OfByte = Build();
    private static readonly Dictionary<char, byte> ToByte =
        OfByte.Select((character, value) => (character, value)).ToDictionary(pair => pair.character, pair => (byte)pair.value);

    public static string Spell(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(count, bytes, static (characters, source) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = OfByte[source[i]];
            }
        });
    }

    /// <summary>Appends the bytes of a token; a character outside the alphabet gives its own UTF-8 bytes.</summary>
    public static void AppendBytes(string token, List<byte> bytes)
    {
        Span<byte> encoded = stackalloc byte[4];
        for (int i = 0; i < token.Length;)
        {
            if (ToByte.TryGetValue(token[i], out byte value))
            {
                bytes.Add(value);
                i++;
                continue;
            }

            _ = Rune.DecodeFromUtf16(token.AsSpan(i), out Rune rune, out int length);
            bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            i += length;
        }
    }

    private static char[] Build()
    {
        var characters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            bool printable = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
            characters[value] = printable ? (char)value : (char)next++;
        }

        return characters;
    }
}
