using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>Servers that are set up so that they may answer with one status; those for which any will do share one.</summary>
public sealed class ContractHosts : IAsyncLifetime
{
    private readonly Dictionary<int, WebHost> _hosts = [];

    /// <summary>The clock of the server whose queue is full: a document's patience is not waited for.</summary>
    internal FakeTimeProvider Time { get; } = new();

    internal async Task<WebHost> ForAsync(int status)
    {
        int kind = status is 401 or 403 or 413 or 429 or 500 or 503 ? status : 200;
        if (!_hosts.TryGetValue(kind, out WebHost? host))
        {
            _hosts[kind] = host = await WebHost.StartAsync(kind == 503 ? Time : null, Settings(kind));
            if (kind == 500)
            {
                host.Book.BeforeWord = (_, _) => throw new InvalidOperationException("secret");
            }
        }

        return host;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (WebHost host in _hosts.Values)
        {
            await host.DisposeAsync();
        }
    }

    private static (string, string)[] Settings(int status) => status switch
    {
        401 => [("Nmt:Api:Keys:0:Name", "a"), ("Nmt:Api:Keys:0:Key", "0123456789abcdef"), ("Nmt:Api:KeyRequired", "true")],
        403 => [("Nmt:Api:Keys:0:Name", "a"), ("Nmt:Api:Keys:0:Key", "0123456789abcdef")],
        413 => [("Nmt:Api:BodyBytes", "1024"), ("Nmt:Api:FileBytes", "1024")],
        429 => [("Nmt:Api:RequestsPerMinute", "1")],
        500 => [("Nmt:Suggestions", Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))], // a folder is no file
        503 => [("Nmt:QueueLength", "1"), ("Nmt:MicroBatch", "1")],
        _ => [],
    };
}
