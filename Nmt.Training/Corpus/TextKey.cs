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
    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>Normalized text has no tab, so a pair has a key that no other pair has.</summary>
    public static UInt128 Of(string source, string target) => Of($"{source}\t{target}");
}
