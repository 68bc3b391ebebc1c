using System.Text;

namespace Nmt.Web.Services.Workshop;

/// <summary>The end of what a program wrote.</summary>
internal static class LogTail
{
    private const int Bytes = 4_096;
    private const int Lines = 6;

    /// <summary>The last lines that say something; none where there is no such file.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = Math.Max(0, stream.Length - Bytes);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(Lines)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
