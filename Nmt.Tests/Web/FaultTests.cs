using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web;

/// <summary>What goes wrong in the field: what the client is told, and that the server goes on.</summary>
public sealed class FaultTests
{
    private static readonly string[] ContentTypes =
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json; charset=utf-16",
    ];

    [Fact]
    public async Task ModelDeletedWhileItTranslates_TheRequestIsAnswered_LaterOnesAreToldAndOthersServed()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        using var started = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        host.Book.BeforeWord = (_, token) =>
        {
            started.Release();
            go.Wait(token);
        };

        Task<HttpResponseMessage> underWay = TranslateAsync(client, "en", "de");
        await started.WaitAsync();
        host.Folder.Remove("en-de");
        Task scan = host.ScanAsync();
        go.Set();

        Assert.Equal(HttpStatusCode.OK, (await underWay).StatusCode);
        await scan;
        HttpResponseMessage later = await TranslateAsync(client, "en", "de");
        Assert.Equal(HttpStatusCode.BadRequest, later.StatusCode);
        Assert.Contains("not available", await later.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "de", "en")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).StatusCode);
    }

    [Fact]
    public async Task BundleDamaged_IsNotServed_OthersAreAndAMendedOneIs()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();

        // Damaged before it is a bundle: the server looks at the folder by itself, too.
        string folder = Path.Combine(host.Folder.Models, "en-fr");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "damaged"), "");
        host.Folder.Add("en", "fr");
        await host.ScanAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await TranslateAsync(client, "en", "fr")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);
        string models = await client.GetStringAsync("/api/v1/models/en-fr");
        Assert.Contains("\"failed\"", models, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, models, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder, "damaged"));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "manifest.json"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await host.ScanAsync();
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "fr")).StatusCode);
    }

    [Fact]
    public async Task ManifestDamaged_IsNotServed_AndTheServerGoesOn()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        await File.WriteAllTextAsync(Path.Combine(host.Folder.Add("en", "fr"), "manifest.json"), "{ not json");
        await host.ScanAsync();
        Assert.Contains("\"failed\"", await client.GetStringAsync("/api/v1/models/en-fr"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);
    }

    [Theory]
    [InlineData(5_000, HttpStatusCode.OK)]
    [InlineData(5_001, HttpStatusCode.BadRequest)]
    public async Task TextOf5000Characters_IsTheLongest(int length, HttpStatusCode status)
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        string text = new('ü', length);
        HttpResponseMessage libre = await client.PostAsJsonAsync("/translate", new { q = text, source = "en", target = "de" });
        HttpResponseMessage own = await client.PostAsJsonAsync("/api/v1/translate", new { texts = new[] { text }, model = "en-de" });
        Assert.Equal(status, libre.StatusCode);
        Assert.Equal(status, own.StatusCode);
    }

    [Fact]
    public async Task HtmlFarInsideItself_IsTranslated_AndTheServerGoesOn()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        string html = string.Concat(Enumerable.Repeat("<i>", 1_600));
        HttpResponseMessage response = await client.PostAsJsonAsync("/translate", new { q = html + "x", source = "en", target = "de", format = "html" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("X", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);
    }

    /// <summary>Of every kind that the routes read; whatever it is, it is the sender's fault and the server goes on.</summary>
    [Fact]
    public async Task RandomBytes_ToEveryRoute_NeverAnswer500()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "0"));
        HttpClient client = host.CreateClient(new() { AllowAutoRedirect = false });
        var random = new Random(20261123);
        foreach (RouteEndpoint endpoint in Routes(host))
        {
            foreach (string method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                foreach (string type in ContentTypes)
                {
                    HttpResponseMessage response = await SendAsync(client, method, PathOf(endpoint, random), RandomBytes(random), type);
                    Assert.True(
                        (int)response.StatusCode < 500,
                        $"{method} {endpoint.RoutePattern.RawText} as {type}: {(int)response.StatusCode}");
                }
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).StatusCode);
    }

    /// <summary>As before, but right at the beginning: the parser is further in when it breaks.</summary>
    [Theory]
    [InlineData("application/json", "{\"q\":\"")]
    [InlineData("application/json", "{\"q\":[\"a\",")]
    [InlineData("application/json", "{\"source\":\"en\",\"target\":\"de\",\"texts\":[\"")]
    [InlineData("application/x-www-form-urlencoded", "source=en&target=de&format=html&q=")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.docx\"\r\n\r\n")]
    public async Task RandomBytes_BehindARightBeginning_NeverAnswer500(string type, string beginning)
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "0"));
        HttpClient client = host.CreateClient();
        var random = new Random(7);
        foreach (string route in new[] { "/translate", "/detect", "/suggest", "/translate_file", "/api/v1/translate", "/api/v1/score" })
        {
            byte[] body = [.. Encoding.UTF8.GetBytes(beginning), .. RandomBytes(random)];
            HttpResponseMessage response = await SendAsync(client, "POST", route, body, type);
            Assert.True((int)response.StatusCode < 500, $"{route} as {type}: {(int)response.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);
    }

    private static Task<HttpResponseMessage> TranslateAsync(HttpClient client, string source, string target) =>
        client.PostAsJsonAsync("/translate", new { q = "hello", source, target });

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[1_000];
        random.NextBytes(bytes);
        return bytes;
    }

    // The page's own socket never ends by itself.
    private static IEnumerable<RouteEndpoint> Routes(WebHost host) =>
        host.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.Contains("_blazor", StringComparison.Ordinal) == false)
            .DistinctBy(endpoint => (endpoint.RoutePattern.RawText, string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])));

    private static string PathOf(RouteEndpoint endpoint, Random random)
    {
        string path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
                ? literal.Content
                : Convert.ToHexString(BitConverter.GetBytes(random.Next()))))));
        return $"{path}?q={Uri.EscapeDataString(Encoding.Latin1.GetString(RandomBytes(random)))}";
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await client.SendAsync(request);
    }
}
