using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Sends bytes as they are, and reads one answer, whether the server closes behind it or not.</summary>
internal static class RawClient
{
    private const string EndOfHead = "\r\n\r\n";
    private const string EndOfChunks = "0\r\n\r\n";

    public static async Task<string> SendAsync(Uri server, byte[] request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(request, limit.Token);
        using var answer = new MemoryStream();
        byte[] buffer = new byte[4_096];
        int read;
        while (!IsWhole(answer.ToArray()) && (read = await stream.ReadAsync(buffer, limit.Token)) > 0)
        {
            answer.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>The body of an answer that names its length or is chunked in one piece or more.</summary>
    public static string BodyOf(string answer)
    {
        int end = answer.IndexOf(EndOfHead, StringComparison.Ordinal);
        string body = answer[(end + EndOfHead.Length)..];
        if (!IsChunked(answer[..end]))
        {
            return body;
        }

        // Sizes count bytes, so a character stands for a byte until the end.
        string rest = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(body));
        var whole = new StringBuilder();
        while (rest.Length > 0)
        {
            int line = rest.IndexOf("\r\n", StringComparison.Ordinal);
            int size = Convert.ToInt32(rest[..line], 16);
            whole.Append(rest.AsSpan(line + 2, size));
            rest = rest[(line + 2 + size + 2)..];
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(whole.ToString()));
    }

    private static bool IsWhole(byte[] bytes)
    {
        string answer = Encoding.Latin1.GetString(bytes); // a character a byte
        int end = answer.IndexOf(EndOfHead, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        const string Length = "\r\nContent-Length: ";
        int at = answer[..end].IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return IsChunked(answer[..end]) && answer.EndsWith(EndOfChunks, StringComparison.Ordinal);
        }

        string length = answer[(at + Length.Length)..].Split('\r')[0];
        return answer.Length >= end + EndOfHead.Length + int.Parse(length, CultureInfo.InvariantCulture);
    }

    private static bool IsChunked(string head) => head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
}
