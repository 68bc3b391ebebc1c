using System.Text;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>A server on a real port, for requests that are sent byte for byte.</summary>
public sealed class ListeningHost : IAsyncLifetime
{
    internal WebHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Host.Folder.Add("en", "de");
        Host.Folder.Add("de", "en");
        Host.UseKestrel(0);
        Host.StartServer();
        await Host.ScanAsync();
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Sends a request as it is written and reads the JSON of its answer, which must be 200.</summary>
    internal async Task<JsonElement> AskAsync(string request)
    {
        string answer = await RawClient.SendAsync(Host.ClientOptions.BaseAddress, Encoding.UTF8.GetBytes(request));
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        return JsonDocument.Parse(RawClient.BodyOf(answer)).RootElement;
    }
}
