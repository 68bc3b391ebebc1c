using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Nmt.Training.Corpus;

/// <summary>
/// 128 bits that stand for a text, so that a million sentences are remembered in a few dozen megabytes. Cut from
/// SHA-256: texts that share a key will not be met.
/// </summary>
internal static class TextKey
{
    private const int StackBytes = 1024;

    public static UInt128 Of(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}

/// <summary>The keys of a pair: of its source, its target, and both in this order.</summary>
internal readonly record struct PairKey(UInt128 Source, UInt128 Target)
{
    // The rotation sets the sides apart, so that a pair and the same pair turned round differ.
    public UInt128 Pair => Source ^ UInt128.RotateLeft(Target, 1);

    public static PairKey Of(string source, string target) => new(TextKey.Of(source), TextKey.Of(target));
}
