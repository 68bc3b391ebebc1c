using System.Net.Sockets;
using System.Text;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Sends bytes as they are, and reads what comes until the server closes.</summary>
internal static class RawClient
{
    public static async Task<string> SendAsync(Uri server, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(request);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>The body of an answer that names its length or is chunked in one piece or more.</summary>
    public static string BodyOf(string answer)
    {
        int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string body = answer[(end + 4)..];
        if (!answer[..end].Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        // Sizes count bytes; these answers are ASCII.
        var whole = new StringBuilder();
        while (body.Length > 0)
        {
            int line = body.IndexOf("\r\n", StringComparison.Ordinal);
            int size = Convert.ToInt32(body[..line], 16);
            whole.Append(body.AsSpan(line + 2, size));
            body = body[(line + 2 + size + 2)..];
        }

        return whole.ToString();
    }
}
