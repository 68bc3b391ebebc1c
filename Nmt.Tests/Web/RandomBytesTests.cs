using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web;

/// <summary>1,000 random bytes wherever the server reads: the sender is told that it is at fault, in its own terms, and the server goes on.</summary>
public sealed class RandomBytesTests
{
    private static readonly string[] ContentTypes =
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json; charset=utf-16",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"];

    /// <summary>Every path of the API, the pages, the assets and the metrics, by every method.</summary>
    [Fact]
    public async Task EveryRouteAndMethod_NeverAnswers500NorShowsAStackTrace()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "0"), ("Nmt:Workshop:Open", "Everyone"));
        HttpClient client = host.CreateClient(new() { AllowAutoRedirect = false });
        var random = new Random(20261123);
        IGrouping<string?, RouteEndpoint>[] routes = [.. Routes(host)];
        Assert.Contains(routes, route => route.Key == "/train");
        Assert.Contains(routes, route => route.Key == "/api/v1/translate/stream");
        foreach (IGrouping<string?, RouteEndpoint> route in routes)
        {
            string[] taken = [.. route.SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["POST"])];
            foreach (string method in Methods)
            {
                // A body is read where the method is taken; elsewhere one kind is as good as another.
                foreach (string type in taken.Contains(method) && method == "POST" ? ContentTypes : ContentTypes[..1])
                {
                    HttpResponseMessage response = await SendAsync(client, method, PathOf(route.First(), random), RandomBytes(random), type);
                    await ExpectRefusedPolitelyAsync(response, $"{method} {route.Key} as {type}");
                }
            }
        }

        await ExpectServingAsync(client);
    }

    /// <summary>As before, but right at the beginning: the parser is further in when it breaks.</summary>
    [Theory]
    [InlineData("application/json", "{\"q\":\"")]
    [InlineData("application/json", "{\"q\":[\"a\",")]
    [InlineData("application/json", "{\"source\":\"en\",\"target\":\"de\",\"texts\":[\"")]
    [InlineData("application/x-www-form-urlencoded", "source=en&target=de&format=html&q=")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.docx\"\r\n\r\n")]
    public async Task BehindARightBeginning_NeverAnswers500(string type, string beginning)
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "0"));
        HttpClient client = host.CreateClient();
        var random = new Random(7);
        string[] routes = ["/translate", "/detect", "/suggest", "/translate_file", "/api/v1/translate", "/api/v1/translate/stream", "/api/v1/inspect", "/api/v1/score"];
        foreach (string route in routes)
        {
            byte[] body = [.. Encoding.UTF8.GetBytes(beginning), .. RandomBytes(random)];
            await ExpectRefusedPolitelyAsync(await SendAsync(client, "POST", route, body, type), $"{route} as {type}");
        }

        await ExpectServingAsync(client);
    }

    [Fact]
    public async Task Connection_IsToldThatThisIsNoRequest()
    {
        await using WebHost host = Listen();
        string answer = await RawClient.SendAsync(host.ClientOptions.BaseAddress, RandomBytes(new Random(1)));
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live")).StatusCode);
    }

    /// <summary>The socket of the pages, before its protocol is agreed and after: it is closed, and other pages go on.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{\"protocol\":\"blazorpack\",\"version\":1}\u001e")]
    public async Task SocketOfThePages_IsClosed(string beginning)
    {
        await using WebHost host = Listen();
        var address = new UriBuilder(host.ClientOptions.BaseAddress) { Scheme = "ws", Path = "_blazor" };
        byte[] bytes = [.. Encoding.UTF8.GetBytes(beginning), .. RandomBytes(new Random(2)), 0x1e];
        for (int i = 0; i < 3; i++) // a server that stopped for the first would still be answering
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
            await socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
            await UntilClosedAsync(socket);
        }

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        using var client = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live")).StatusCode);
    }

    private static WebHost Listen()
    {
        var host = new WebHost();
        host.UseKestrel(0);
        host.StartServer();
        return host;
    }

    private static async Task UntilClosedAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        byte[] buffer = new byte[4_096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, limit.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Closed without a farewell.
        }
    }

    /// <summary>Whatever it says of the request, it is the sender's fault, and no word of how the server is made.</summary>
    private static async Task ExpectRefusedPolitelyAsync(HttpResponseMessage response, string what)
    {
        Assert.True((int)response.StatusCode < 500, $"{what}: {(int)response.StatusCode}");
        if (!response.IsSuccessStatusCode)
        {
            string body = await response.Content.ReadAsStringAsync();
            Assert.False(body.Contains("   at ", StringComparison.Ordinal) || body.Contains("Exception", StringComparison.Ordinal), $"{what}: {body}");
        }
    }

    private static async Task ExpectServingAsync(HttpClient client)
    {
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/translate", new { q = "hello", source = "en", target = "de" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).StatusCode);
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[1_000];
        random.NextBytes(bytes);
        return bytes;
    }

    // The page's own socket never ends by itself; it has a test of its own.
    private static IEnumerable<IGrouping<string?, RouteEndpoint>> Routes(WebHost host) =>
        host.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.Contains("_blazor", StringComparison.Ordinal) == false)
            .GroupBy(endpoint => endpoint.RoutePattern.RawText);

    private static string PathOf(RouteEndpoint endpoint, Random random)
    {
        string path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
            part is RoutePatternLiteralPart literal ? literal.Content : Convert.ToHexString(BitConverter.GetBytes(random.Next()))))));
        return $"{path}?q={Uri.EscapeDataString(Encoding.Latin1.GetString(RandomBytes(random)))}";
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await client.SendAsync(request);
    }
}
