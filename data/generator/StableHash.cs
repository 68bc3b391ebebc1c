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
        // FNV's high bits are the well mixed ones: fold them down, for the callers take remainders.
        return hash ^ (hash >> 32);
    }
}
