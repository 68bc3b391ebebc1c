using System.Net;
using System.Net.Http.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web;

/// <summary>What goes wrong in the field: what the client is told, and that the server goes on.</summary>
public sealed class FaultTests
{
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

    private static Task<HttpResponseMessage> TranslateAsync(HttpClient client, string source, string target) =>
        client.PostAsJsonAsync("/translate", new { q = "hello", source, target });
}
