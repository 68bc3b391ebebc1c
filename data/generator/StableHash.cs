using System.Text;

namespace Nmt.Data;

/// <summary>FNV-1a over UTF-8. <see cref="string.GetHashCode()"/> differs from run to run and may decide nothing here.</summary>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 1099511628211;
        // Names that differ by little must not fall together: MurmurHash3's finalizer.
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
